// A QR code as one SVG path, black on white in every colour scheme: many readers refuse an inverted
// one. The path is in modules, quiet zone included; who made it is not known here.
import css from './qr.module.css'

export type QrPath = { path: string; size: number }

export function Qr({ code, label }: { code: QrPath; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      className={css.qr}
      viewBox={`0 0 ${code.size} ${code.size}`}
      shapeRendering="crispEdges"
    >
      <rect className={css.ground} width={code.size} height={code.size} />
      <path className={css.ink} d={code.path} />
    </svg>
  )
}
