import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { Button } from '../parts/basics'
import { GraphNode } from './GraphNode'
import { dotPaths, edgePaths, neighbour, nodeAt, overlaps, toneOf, type Instances } from './look'
import { Minimap } from './Minimap'
import type { Scene, SceneNode } from './scene'
import { useCameraStyle, useFromCamera, usePanZoom, useSize } from './useCamera'
import { Viewport, type Rect } from './Viewport'

export interface GraphHandlers {
  /** `path`: of the task run behind the node, in a run. */
  onSelect: (sid: string, path: string | undefined) => void
  onToggle: (sid: string) => void
  /** Shows the iterations of a loop; absent in a pipeline, where a loop opens in place. */
  onOpenLoop?: (path: string) => void
}

interface GraphViewProps extends GraphHandlers {
  scene: Scene
  /** Task runs behind the nodes; undefined for a pipeline, which has none. */
  instances: Instances
  selected: string | undefined
  label: string
  /** The run has ended. */
  isOver?: boolean
}

/** Below this scale cards cannot be read; with many nodes they become plain boxes. */
const DOTS_BELOW = 0.34
const MANY = 120
/** Beyond this many, edges step back behind their nodes; those of the selected node stay clear. */
const MANY_EDGES = 300
const CULL_STEP = 400

export function GraphView({ scene, instances, selected, label, isOver = false, ...handlers }: GraphViewProps) {
  const [viewport] = useState(() => new Viewport())
  const frame = useRef<HTMLDivElement>(null)
  useSize(viewport, frame)
  usePanZoom(viewport, frame)
  useSceneChange(viewport, scene, selected)
  const dots = useFromCamera(viewport, () => scene.nodes.length > MANY && viewport.camera.k < DOTS_BELOW)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('select')) return
    if (event.key === 'f') viewport.fit()
    else if (event.key === '+' || event.key === '=') viewport.zoomAt(1.25)
    else if (event.key === '-') viewport.zoomAt(0.8)
    else if (!walk(event.key, scene, viewport)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const onBackground = (event: React.MouseEvent) => {
    if (!dots || !frame.current) return
    const box = frame.current.getBoundingClientRect()
    const { x, y, k } = viewport.camera
    const hit = nodeAt(scene, (event.clientX - box.left - x) / k, (event.clientY - box.top - y) / k)
    if (hit) handlers.onSelect(hit.sid, instances?.get(hit.sid)?.path)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys pressed on the nodes inside bubble to here
    <div className="graph" role="group" aria-label={label} onKeyDown={onKeyDown}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the list view is the keyboard's way to boxes too small to focus */}
      <div className="graph-frame" ref={frame} onClick={onBackground}>
        <Edges viewport={viewport} scene={scene} instances={instances} selected={selected} dots={dots} />
        {!dots && (
          <Nodes
            viewport={viewport}
            scene={scene}
            instances={instances}
            selected={selected}
            isOver={isOver}
            {...handlers}
          />
        )}
      </div>
      <GraphControls viewport={viewport} />
      <Minimap viewport={viewport} scene={scene} instances={instances} />
    </div>
  )
}

/** On a new layout: the camera follows, or what was selected or toggled stays in its place. */
function useSceneChange(viewport: Viewport, scene: Scene, selected: string | undefined): void {
  const before = useRef<Scene>(undefined)
  useLayoutEffect(() => {
    const old = before.current
    before.current = scene
    viewport.setContent(scene.width, scene.height)
    const anchor = old && scene.nodes.find((node) => old.bySid.get(node.sid)?.open !== node.open && old.bySid.has(node.sid))
    const oldPlace = anchor && old?.bySid.get(anchor.sid)
    if (anchor && oldPlace) viewport.keepInPlace(oldPlace, anchor)
  }, [viewport, scene])
  const node = selected === undefined ? undefined : scene.bySid.get(selected)
  useEffect(() => {
    viewport.focusOn(node)
    // oxlint-disable-next-line react/exhaustive-deps -- only a new selection moves the camera, not a new layout
  }, [viewport, selected, node !== undefined])
}

function walk(key: string, scene: Scene, viewport: Viewport): boolean {
  const step = ({ ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] } as const)[key]
  if (!step) return false
  const sid = document.activeElement?.closest<HTMLElement>('[data-sid]')?.dataset.sid
  const from = sid === undefined ? undefined : scene.bySid.get(sid)
  const next = from ? neighbour(scene, from, step[0], step[1]) : scene.nodes[0]
  if (!next) return false
  viewport.reveal(next)
  // The node may have to be drawn first, if it was out of sight.
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-sid="${CSS.escape(next.sid)}"] .node-main`)?.focus({ preventScroll: true }),
  )
  return true
}

interface LayerProps {
  viewport: Viewport
  scene: Scene
  instances: Instances
}

function Edges({ viewport, scene, instances, selected, dots }: LayerProps & { selected: string | undefined; dots: boolean }) {
  const group = useRef<SVGGElement>(null)
  useCameraStyle(viewport, group)
  const paths = useMemo(() => edgePaths(scene, instances), [scene, instances])
  const boxes = useMemo(() => (dots ? dotPaths(scene, instances) : []), [dots, scene, instances])
  const own = useMemo(
    () => scene.edges.filter((edge) => edge.from === selected || edge.to === selected).map((edge) => edge.path).join(''),
    [scene, selected],
  )
  const chosen = selected === undefined ? undefined : scene.bySid.get(selected)
  return (
    <svg className={`graph-edges${dots ? ' far' : scene.edges.length > MANY_EDGES ? ' many' : ''}`} aria-hidden="true">
      <g ref={group}>
        {!dots && <Frames scene={scene} instances={instances} selected={selected} />}
        {boxes.filter((box) => box.frame).map((box) => (
          <path key={box.tone} className={`dot-frame tone-${box.tone}`} d={box.path} />
        ))}
        <path className="edge idle" d={paths.idle} />
        <path className="edge skipped" d={paths.skipped} />
        <path className="edge done" d={paths.done} />
        <path className="edge active" d={paths.active} />
        {own && <path className="edge own" d={own} />}
        {boxes.filter((box) => !box.frame).map((box) => (
          <path key={box.tone} className={`dot tone-${box.tone}`} d={box.path} />
        ))}
        {dots && chosen && <rect className="dot-selected" x={chosen.x} y={chosen.y} width={chosen.width} height={chosen.height} />}
      </g>
    </svg>
  )
}

/** The grounds of open scopes lie below the edges, which would vanish behind them. */
function Frames({ scene, instances, selected }: { scene: Scene; instances: Instances; selected: string | undefined }) {
  return scene.nodes
    .filter((node) => node.open)
    .map((node) => (
      <rect
        key={node.sid}
        className={`frame tone-${toneOf(node.sid, instances)}${node.sid === selected ? ' selected' : ''}`}
        x={node.x}
        y={node.y}
        width={node.width}
        height={node.height}
        rx={14}
      />
    ))
}

interface NodesProps extends LayerProps, GraphHandlers {
  selected: string | undefined
  isOver: boolean
}

function Nodes({ viewport, scene, instances, selected, isOver, ...handlers }: NodesProps) {
  const layer = useRef<HTMLDivElement>(null)
  useCameraStyle(viewport, layer)
  const visible = useVisible(viewport, scene)
  return (
    <div className="graph-nodes" ref={layer}>
      {visible.map((node) => (
        <GraphNode
          key={node.sid}
          node={node}
          instance={instances?.get(node.sid)}
          tone={toneOf(node.sid, instances)}
          isStatic={instances === undefined}
          isSelected={node.sid === selected}
          isOver={isOver}
          {...handlers}
        />
      ))}
    </div>
  )
}

/** The nodes near the screen. Small graphs are drawn whole; large ones render anew only after a fair move. */
function useVisible(viewport: Viewport, scene: Scene): readonly SceneNode[] {
  const all = scene.nodes.length <= MANY
  const cell = useFromCamera(viewport, () => {
    if (all) return 'all'
    const seen = viewport.seen()
    const step = CULL_STEP / viewport.camera.k
    return [seen.x, seen.y, seen.x + seen.width, seen.y + seen.height].map((edge) => Math.round(edge / step)).join(',')
  })
  return useMemo(() => {
    if (all) return scene.nodes
    const margin = CULL_STEP / viewport.camera.k
    const seen = viewport.seen()
    const area: Rect = { x: seen.x - margin, y: seen.y - margin, width: seen.width + 2 * margin, height: seen.height + 2 * margin }
    return scene.nodes.filter((node) => overlaps(node, area))
    // oxlint-disable-next-line react/exhaustive-deps -- the cell stands for the camera
  }, [all, scene, viewport, cell])
}

function GraphControls({ viewport }: { viewport: Viewport }) {
  const percent = useFromCamera(viewport, () => Math.round(viewport.camera.k * 100))
  const zoom = useCallback((factor: number) => () => viewport.zoomAt(factor), [viewport])
  return (
    <div className="graph-controls" role="group" aria-label="Zoom">
      <Button kind="quiet" icon="minus" label="Zoom out" onClick={zoom(0.8)} />
      <span className="numbers">{percent}%</span>
      <Button kind="quiet" icon="plus" label="Zoom in" onClick={zoom(1.25)} />
      <Button kind="quiet" icon="fit" label="Fit (f)" onClick={() => viewport.fit()} />
    </div>
  )
}
