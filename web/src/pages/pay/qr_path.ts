// The text of an SBP link as a QR code. Runs of dark modules become one rectangle each, so that no
// hair lines show between them. Loaded only when a code has to be drawn.
import { encode } from 'uqr'
import type { QrPath } from '../../ui/qr'

const QUIET_MODULES = 4

export function qr_path_of(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', boostEcc: false, border: QUIET_MODULES })
  return { path: data.map(row_path).join(''), size }
}

function row_path(row: boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue
    const end = row.indexOf(false, x)
    const width = (end === -1 ? row.length : end) - x
    path += `M${x} ${y}h${width}v1h-${width}z`
    x += width
  }
  return path
}
