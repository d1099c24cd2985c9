import { useEffect, useLayoutEffect, useSyncExternalStore, type RefObject } from 'react'
import type { Viewport } from './Viewport'

/** Moves an element with the camera, without rendering. */
export function useCameraStyle(viewport: Viewport, ref: RefObject<HTMLElement | SVGGElement | null>): void {
  useLayoutEffect(() => {
    const apply = () => {
      const { x, y, k } = viewport.camera
      const element = ref.current
      if (element instanceof SVGElement) element.setAttribute('transform', `translate(${x} ${y}) scale(${k})`)
      else if (element) element.style.transform = `translate(${x}px, ${y}px) scale(${k})`
    }
    apply()
    return viewport.subscribe(apply)
  }, [viewport, ref])
}

/** A value derived from the camera; renders only when that value changes, not on every move. */
export function useFromCamera<T extends string | number | boolean>(viewport: Viewport, derive: () => T): T {
  return useSyncExternalStore(viewport.subscribe, derive)
}

export function useSize(viewport: Viewport, ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => viewport.resize(element.clientWidth, element.clientHeight)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [viewport, ref])
}

/** Drag pans, wheel zooms, two fingers on a trackpad pan and pinch. */
export function usePanZoom(viewport: Viewport, ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const stopWheel = listenWheel(viewport, element)
    const stopDrag = listenDrag(viewport, element)
    return () => {
      stopWheel()
      stopDrag()
    }
  }, [viewport, ref])
}

function listenWheel(viewport: Viewport, element: HTMLElement): () => void {
  const onWheel = (event: WheelEvent) => {
    event.preventDefault()
    const box = element.getBoundingClientRect()
    const at = { x: event.clientX - box.left, y: event.clientY - box.top }
    // A pinch arrives as ctrl + wheel; a mouse wheel turns in large whole steps, a trackpad glides.
    const mouse = event.deltaX === 0 && Math.abs(event.deltaY) >= 100 && Number.isInteger(event.deltaY)
    if (event.ctrlKey || event.metaKey || mouse) {
      const speed = event.ctrlKey && !mouse ? 0.01 : 0.0016
      viewport.zoomAt(Math.exp(-event.deltaY * speed), at)
    } else viewport.panBy(-event.deltaX, -event.deltaY)
  }
  element.addEventListener('wheel', onWheel, { passive: false })
  return () => element.removeEventListener('wheel', onWheel)
}

const CLICK_SLOP = 4

function listenDrag(viewport: Viewport, element: HTMLElement): () => void {
  let last: { x: number; y: number } | undefined
  let moved = 0
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || (event.target as Element).closest('[data-no-pan]')) return
    last = { x: event.clientX, y: event.clientY }
    moved = 0
  }
  const onMove = (event: PointerEvent) => {
    if (!last) return
    const dx = event.clientX - last.x
    const dy = event.clientY - last.y
    moved += Math.abs(dx) + Math.abs(dy)
    if (moved < CLICK_SLOP) return
    if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId)
    element.classList.add('dragging')
    last = { x: event.clientX, y: event.clientY }
    viewport.panBy(dx, dy)
  }
  const onUp = () => {
    last = undefined
    element.classList.remove('dragging')
  }
  // A drag that ends on a node is no click on it.
  const onClick = (event: MouseEvent) => {
    if (moved >= CLICK_SLOP) event.stopPropagation()
    moved = 0
  }
  element.addEventListener('pointerdown', onDown)
  element.addEventListener('pointermove', onMove)
  element.addEventListener('pointerup', onUp)
  element.addEventListener('pointercancel', onUp)
  element.addEventListener('click', onClick, true)
  return () => {
    element.removeEventListener('pointerdown', onDown)
    element.removeEventListener('pointermove', onMove)
    element.removeEventListener('pointerup', onUp)
    element.removeEventListener('pointercancel', onUp)
    element.removeEventListener('click', onClick, true)
  }
}
