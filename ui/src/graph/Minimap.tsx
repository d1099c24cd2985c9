import { useLayoutEffect, useMemo, useRef } from 'react'
import { dotPaths, type Instances } from './look'
import type { Scene } from './scene'
import { useFromCamera } from './useCamera'
import type { Viewport } from './Viewport'

const WIDTH = 180
const HEIGHT = 110

/** The whole graph at a glance, once it no longer fits the screen. A click goes there. */
export function Minimap({ viewport, scene, instances }: { viewport: Viewport; scene: Scene; instances: Instances }) {
  const needed = useFromCamera(viewport, () => {
    const { k } = viewport.camera
    const { width, height } = viewport.size
    return scene.width * k > width * 1.15 || scene.height * k > height * 1.15
  })
  if (!needed || scene.nodes.length < 12) return null
  return <Map viewport={viewport} scene={scene} instances={instances} />
}

function Map({ viewport, scene, instances }: { viewport: Viewport; scene: Scene; instances: Instances }) {
  const lens = useRef<SVGRectElement>(null)
  const scale = Math.min(WIDTH / scene.width, HEIGHT / scene.height)
  const boxes = useMemo(() => dotPaths(scene, instances), [scene, instances])
  useLayoutEffect(() => {
    const apply = () => {
      const seen = viewport.seen()
      for (const [name, value] of Object.entries(seen)) lens.current?.setAttribute(name, String(value))
    }
    apply()
    return viewport.subscribe(apply)
  }, [viewport])
  const jump = (event: React.PointerEvent<SVGSVGElement>) => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    viewport.centreOn((event.clientX - box.left) / scale, (event.clientY - box.top) / scale)
  }
  return (
    <svg
      className="minimap"
      width={scene.width * scale}
      height={scene.height * scale}
      viewBox={`0 0 ${scene.width} ${scene.height}`}
      aria-hidden="true"
      onPointerDown={jump}
      onPointerMove={jump}
    >
      {boxes.map((box) => (
        <path key={`${box.tone}${box.frame}`} className={`${box.frame ? 'dot-frame' : 'dot'} tone-${box.tone}`} d={box.path} />
      ))}
      <rect ref={lens} className="lens" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
