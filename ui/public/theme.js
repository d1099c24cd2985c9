// Runs before the first paint, so that no wrong theme flashes. A file of its own: the page forbids inline scripts.
;(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    let chosen = null
    try {
      chosen = JSON.parse(localStorage.getItem('penstock.theme') || 'null')
    } catch {
      // Storage can be blocked; the system's preference then decides.
    }
    const theme = chosen === 'light' || chosen === 'dark' ? chosen : dark.matches ? 'dark' : 'light'
    document.documentElement.dataset.theme = theme
  }
  apply()
  dark.addEventListener('change', apply)
  addEventListener('penstock-theme', apply)
  addEventListener('storage', apply)
})()
