import { useState } from 'react'

type Widened<T> = T extends string ? string : T extends number ? number : boolean

/** A preference of this browser. Storage can be blocked; the value then lasts as long as the page. */
export function useStored<T extends string | number | boolean>(name: string, fallback: T): [Widened<T>, (value: Widened<T>) => void] {
  const key = `penstock.${name}`
  const [value, setValue] = useState<Widened<T>>(() => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
      return (typeof stored === typeof fallback ? stored : fallback) as Widened<T>
    } catch {
      return fallback as unknown as Widened<T>
    }
  })
  const store = (next: Widened<T>) => {
    setValue(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Not stored, still in force.
    }
  }
  return [value, store]
}
