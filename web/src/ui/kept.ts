// Settings of the device (language, colour scheme), the wish to sign out, and that somebody was
// signed in, in localStorage, which may be switched off. Nothing about a person goes here.
type Setting = 'language' | 'scheme' | 'leaving' | 'inside'

export function kept(name: Setting): string | null {
  try {
    return localStorage.getItem(`kabinet.${name}`)
  } catch {
    return null
  }
}

export function keep(name: Setting, value: string) {
  try {
    localStorage.setItem(`kabinet.${name}`, value)
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

export function forget(name: Setting) {
  try {
    localStorage.removeItem(`kabinet.${name}`)
  } catch {
    // Nothing was kept.
  }
}
