// Before the first paint, so that nobody who chose dark sees a white flash.
const chosen = localStorage.getItem('theme');
if (chosen) document.documentElement.style.colorScheme = chosen;
