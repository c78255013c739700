document.title = "Notes";
