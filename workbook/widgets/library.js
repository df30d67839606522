// Keeps the scripts and styles of all widgets; it draws nothing.
export default {};
