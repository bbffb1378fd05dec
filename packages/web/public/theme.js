// Before the first paint, so that nobody who chose dark sees a white flash. src/app/theme.ts writes what is read here.
const theme = localStorage.getItem("alphacut.theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
