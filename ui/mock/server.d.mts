export function startMock(options?: {
  port?: number
  manual?: boolean
  empty?: boolean
}): Promise<{ url: string; stop: () => void }>
