// The organisation may choose any colour; people must still be able to read it. Moves the colour
// towards black on light ground and towards white on dark ground until the contrast is enough.
const CONTRAST = 4.8
type Rgb = [number, number, number]

export function wear_brand(colour: string) {
  const rgb = parse(colour)
  if (!rgb) return
  const style = document.documentElement.style
  style.setProperty('--brand', readable(rgb, [244, 245, 242], [0, 0, 0]))
  style.setProperty('--brand-on-dark', readable(rgb, [25, 29, 32], [255, 255, 255], 6.5))
}

export function readable(colour: Rgb, ground: Rgb, towards: Rgb, contrast_min = CONTRAST): string {
  for (let share = 0; share <= 1; share += 0.04) {
    const mixed = colour.map((c, i) => Math.round(c + ((towards[i] ?? 0) - c) * share)) as Rgb
    if (contrast(mixed, ground) >= contrast_min) return hex(mixed)
  }
  return hex(towards)
}

export function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

export function parse(colour: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (!match) return null
  return [1, 2, 3].map((i) => parseInt(match[i] ?? '0', 16)) as Rgb
}

const hex = (rgb: Rgb) => `#${rgb.map((c) => c.toString(16).padStart(2, '0')).join('')}`

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((c) => {
    const s = c / 255
    return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
