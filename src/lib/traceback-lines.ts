/** How records begin that state their time. */
export const DATED_HEAD = /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d/;
/** `  File "/srv/shop/views.py", line 3, in report` */
export const PYTHON_FRAME = /^ {2}File "[^"]*", line \d+/;
