// Everything that a page behind sign-in does with script; each idea has its module.
import "./reveal.js";
import "./menus.js";
import "./sheets.js";
import "./toasts.js";
import "./keys.js";
import "./roving.js";
import "./bulk.js";
import "./palette.js";
import "./wall.js";
import "./guard.js";
import "./connection.js";
import "./copy.js";
import "./insert.js";
import "./focus.js";
import "./order.js";
import "./filter.js";
import "./sizes.js";
