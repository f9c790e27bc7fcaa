// The few line icons of the product, drawn on a 24 grid. Always beside words or an aria-label.
const shapes = {
  home: 'M4 11.500 12 4.500l8 7M6 10v9.500h12V10M10 19.500v-5h4v5',
  papers: 'M7 3.500h7.500L18.500 7.500v13H7zM14 3.500V8h4.500M10 12h5.500M10 16h5.500',
  card: 'M3.500 5.500h17v13h-17zM3.500 9.500h17M7 15h4',
  devices: 'M3.500 5.500h12v9h-12zM2.500 18h9M15 9.500h5.500v10H15zM17.200 17h1',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400',
  moon: 'M19.500 14.200A8 8 0 0 1 9.800 4.500a8 8 0 1 0 9.700 9.700z',
  next: 'M9.500 5.500 16 12l-6.500 6.500',
  back: 'M14.500 5.500 8 12l6.500 6.500',
  down: 'M5.500 9.500 12 16l6.500-6.500',
  cross: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h10.500v10.500H9zM5 15H4.500V4.500H15V5',
  check: 'M5 12.500 10 17.500 19.500 7',
  alert: 'M12 4 2.800 19.500h18.400zM12 10v4.500M12 17v.2',
  info: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 11v5.500M12 7.700v.2',
  phone:
    'M6.500 3.500h3l1.500 4-2 1.500a12 12 0 0 0 6 6l1.500-2 4 1.500v3c0 1-1 2-2 2A16 16 0 0 1 4.500 5.500c0-1 1-2 2-2z',
  download: 'M12 4v11M7 10.500l5 5 5-5M4.500 19.500h15',
  print: 'M7 9V4h10v5M7 16.500H4.500V9h15v7.500H17M7.500 13.500h9V20h-9z',
  shield:
    'M12 3.500 5 6v5.500c0 4.500 3 7.500 7 9 4-1.500 7-4.500 7-9V6zM9 12l2.300 2.300L15.500 10',
  offline:
    'M3 3l18 18M5 10.500a11 11 0 0 1 4-2.500M2 7a16 16 0 0 1 4-2.400M14.500 8A11 11 0 0 1 19 10.500M11 4.500A16 16 0 0 1 22 7M8.500 14a5.500 5.500 0 0 1 4-1.400M12 18.300v.2',
} as const
export type IconName = keyof typeof shapes

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={shapes[name]} />
    </svg>
  )
}
