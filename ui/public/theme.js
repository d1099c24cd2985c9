// Runs before the first paint, so a chosen theme never flashes. A file of its own: the page forbids inline scripts.
try {
  const chosen = localStorage.getItem('penstock.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Storage can be blocked; the system's preference then decides.
}
