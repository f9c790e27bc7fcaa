// The drawing itself, in plain SVG: a chart library would weigh more than all pages together.
import type { DebtPoint } from '../../api/types'
import { date_text } from '../../ui/date_text'
import { useLanguage } from '../../ui/language'
import { rough_money_text } from '../../ui/money_text'
import css from './chart.module.css'
import { type Box, level, nearest, spots_of, step_path, ticks_of } from './chart_scale'

type Props = {
  points: DebtPoint[]
  currency: string
  width: number
  label: string
  pointed: DebtPoint | null
  onPoint: (point: DebtPoint | null) => void
}

const HEIGHT = 240

export function DebtLine({ points, currency, width, label, pointed, onPoint }: Props) {
  const { language } = useLanguage()
  const ticks = ticks_of(points)
  const names = ticks.map((tick) => rough_money_text(tick, language, currency))
  const left = Math.max(...names.map((name) => name.length)) * 7.4 + 12
  const box: Box = { width: width - 6, height: HEIGHT, left, bottom: 30, top: 10 }
  const spots = spots_of(points, ticks, box)
  const line = step_path(spots)
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  const zero = level(Math.max(0, low), low, high, box)
  const mark = spots.find((spot) => spot.on === pointed?.on) ?? spots.at(-1)
  const point = (event: React.PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    onPoint(nearest(spots, x) ?? null)
  }
  return (
    <svg
      role="img"
      aria-label={label}
      className={css.chart}
      width={width}
      height={HEIGHT}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => onPoint(null)}
    >
      {ticks.map((tick, at) => {
        const y = level(tick, low, high, box)
        return (
          <g key={tick}>
            <line className={css.grid} x1={left} x2={box.width} y1={y} y2={y} />
            <text className={css.tick} x={left - 10} y={y + 4} textAnchor="end">
              {names[at]}
            </text>
          </g>
        )
      })}
      <path className={css.area} d={`${line} V${zero} H${left} Z`} />
      <path className={css.line} d={line} />
      {days_shown(spots, width).map(({ on, x }, at, all) => (
        <text
          key={on}
          className={css.tick}
          x={x}
          y={HEIGHT - 8}
          textAnchor={at === 0 ? 'start' : at === all.length - 1 ? 'end' : 'middle'}
        >
          {date_text(on, language, 'short')}
        </text>
      ))}
      {mark && (
        <>
          {pointed && (
            <line
              className={css.cursor}
              x1={mark.x}
              x2={mark.x}
              y1={box.top}
              y2={HEIGHT - box.bottom}
            />
          )}
          <circle className={css.mark} cx={mark.x} cy={mark.y} r={5} />
        </>
      )}
    </svg>
  )
}

/** As many dates under the axis as fit without touching each other. */
function days_shown<Spot extends { x: number }>(spots: Spot[], width: number): Spot[] {
  const first = spots[0]
  const last = spots.at(-1)
  if (!first || !last) return []
  const gap = 150
  const between: Spot[] = []
  let edge = first.x + gap
  for (const spot of spots.slice(1, -1)) {
    if (width > 560 && spot.x >= edge && spot.x <= last.x - gap) {
      between.push(spot)
      edge = spot.x + gap
    }
  }
  return [first, ...between, last]
}
