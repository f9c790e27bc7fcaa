// A user agent in plain words: "Chrome", "Windows". Rough on purpose: it only has to let a person
// recognise his own devices.
const browsers: [RegExp, string][] = [
  [/YaBrowser\//, 'Яндекс Браузер'],
  [/Edg(A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

export function device_of(user_agent: string): { browser: string | null; system: string | null } {
  const find = (list: [RegExp, string][]) =>
    list.find(([pattern]) => pattern.test(user_agent))?.[1] ?? null
  return { browser: find(browsers), system: find(systems) }
}
