import { Icon, type IconName } from '../parts/Icon'
import { useStored } from '../lib/useStored'

type Theme = 'system' | 'light' | 'dark'

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const ICONS: Record<Theme, IconName> = { system: 'monitor', light: 'sun', dark: 'moon' }
const LABELS: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' }

export function ThemeSwitch() {
  const [stored, setStored] = useStored<string>('theme', 'system')
  const theme: Theme = stored === 'light' || stored === 'dark' ? stored : 'system'
  const change = () => {
    setStored(NEXT[theme])
    // theme.js, which also serves the first paint, does the rest.
    window.dispatchEvent(new Event('penstock-theme'))
  }
  const label = `Theme: ${LABELS[theme]}. Change to ${LABELS[NEXT[theme]]}`
  return (
    <button type="button" className="button quiet only-icon" onClick={change} aria-label={label} title={label}>
      <Icon name={ICONS[theme]} />
    </button>
  )
}
