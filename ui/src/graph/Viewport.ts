export interface Camera {
  x: number
  y: number
  /** Screen pixels per world pixel. */
  k: number
}

export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

const NEAREST = 1.6
const FARTHEST = 0.02
const PADDING = 40
/** Below this scale words are too small to read and buttons too small to hit. */
const READABLE = 0.62

/**
 * Where the camera looks. Kept outside of React: panning must move pixels, not render components; whoever draws
 * subscribes.
 */
export class Viewport {
  #camera: Camera = { x: 0, y: 0, k: 1 }
  #size = { width: 0, height: 0 }
  #content = { width: 0, height: 0 }
  /** Follows the content until the reader takes the camera in hand. */
  #autoFit = true
  #focus: Rect | undefined
  readonly #watchers = new Set<() => void>()

  get camera(): Camera {
    return this.#camera
  }

  get size(): { width: number; height: number } {
    return this.#size
  }

  get content(): { width: number; height: number } {
    return this.#content
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  resize(width: number, height: number): void {
    if (width === this.#size.width && height === this.#size.height) return
    this.#size = { width, height }
    if (this.#autoFit) this.#frame()
    else this.#notify()
    // A panel that opens beside the graph must not cover what it is about.
    if (this.#focus) this.reveal(this.#focus)
  }

  /** What the reader has selected: kept in sight when the frame changes its size. */
  focusOn(box: Rect | undefined): void {
    this.#focus = box
    if (box) this.reveal(box)
  }

  setContent(width: number, height: number): void {
    this.#content = { width, height }
    if (this.#autoFit) this.#frame()
  }

  /** Shows everything, never larger than life. */
  fit(): void {
    this.#autoFit = true
    this.#look(this.#wholeScale())
  }

  /** Shows everything if that can be read; what would be a little too small is shown from its beginning instead. */
  #frame(): void {
    const k = this.#wholeScale()
    this.#look(k < READABLE && k > READABLE / 3 ? READABLE : k)
  }

  #wholeScale(): number {
    const { width, height } = this.#size
    return clamp(Math.min((width - 2 * PADDING) / this.#content.width, (height - 2 * PADDING) / this.#content.height, 1))
  }

  #look(k: number): void {
    const { width, height } = this.#size
    if (width === 0 || height === 0 || this.#content.width === 0) return
    const x = Math.max(PADDING, (width - this.#content.width * k) / 2)
    const tall = this.#content.height * k > height - 2 * PADDING
    this.#set({ k, x, y: tall ? PADDING : (height - this.#content.height * k) / 2 })
  }

  panBy(dx: number, dy: number): void {
    this.#autoFit = false
    const { x, y, k } = this.#camera
    this.#set({ k, ...this.#keepInReach(x + dx, y + dy, k) })
  }

  /** Zooms around a point of the screen, which stays where it is. */
  zoomAt(factor: number, at?: { x: number; y: number }): void {
    this.#autoFit = false
    const { x, y, k } = this.#camera
    const centre = at ?? { x: this.#size.width / 2, y: this.#size.height / 2 }
    const next = clamp(k * factor)
    this.#set({ k: next, x: centre.x - ((centre.x - x) * next) / k, y: centre.y - ((centre.y - y) * next) / k })
  }

  /** Moves the least needed for a box to be seen, and comes nearer when it could not be read. */
  reveal(box: Rect): void {
    const { width, height } = this.#size
    if (width === 0) return
    const k = this.#camera.k < READABLE ? 0.85 : this.#camera.k
    const current = this.#camera
    const margin = 24
    const left = box.x * current.k + current.x
    const top = box.y * current.k + current.y
    const inside =
      k === current.k &&
      left >= margin &&
      top >= margin &&
      left + box.width * k <= width - margin &&
      top + Math.min(box.height, 60) * k <= height - margin
    if (inside) return
    this.#autoFit = false
    const boxHeight = Math.min(box.height, height / k)
    this.#set({ k, x: width / 2 - (box.x + Math.min(box.width, width / k) / 2) * k, y: height / 2 - (box.y + boxHeight / 2) * k })
  }

  /** After a new layout: keeps the point that was at `before` where it was on screen. */
  keepInPlace(before: { x: number; y: number }, after: { x: number; y: number }): void {
    if (this.#autoFit) return
    const { x, y, k } = this.#camera
    this.#set({ k, x: x + (before.x - after.x) * k, y: y + (before.y - after.y) * k })
  }

  centreOn(x: number, y: number): void {
    this.#autoFit = false
    const { k } = this.#camera
    this.#set({ k, x: this.#size.width / 2 - x * k, y: this.#size.height / 2 - y * k })
  }

  /** The part of the world on screen. */
  seen(): Rect {
    const { x, y, k } = this.#camera
    return { x: -x / k, y: -y / k, width: this.#size.width / k, height: this.#size.height / k }
  }

  #keepInReach(x: number, y: number, k: number): { x: number; y: number } {
    const reach = 80
    const within = (value: number, content: number, size: number) =>
      Math.min(size - reach, Math.max(reach - content * k, value))
    return { x: within(x, this.#content.width, this.#size.width), y: within(y, this.#content.height, this.#size.height) }
  }

  #set(camera: Camera): void {
    this.#camera = camera
    this.#notify()
  }

  #notify(): void {
    for (const watcher of this.#watchers) watcher()
  }
}

const clamp = (k: number): number => Math.min(NEAREST, Math.max(FARTHEST, k))
