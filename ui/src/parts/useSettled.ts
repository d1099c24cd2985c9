import { useEffect, useState } from 'react'

/** The value once it has kept still for a moment: what someone types need not be asked of the server letter by letter. */
export function useSettled<T extends string | number>(value: T, pause = 350): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (value === settled) return
    const timer = window.setTimeout(() => setSettled(value), pause)
    return () => window.clearTimeout(timer)
  }, [value, settled, pause])
  return settled
}
