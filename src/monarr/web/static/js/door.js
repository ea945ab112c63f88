// What the pages before sign-in do with script.
import "./reveal.js";
import "./copy.js";
import "./focus.js";
