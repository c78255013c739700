import("./nav-old.js");
