-- Nobody draws the map any more.
DROP TABLE survey.markers;
