// The organisation's public settings: a static file, read once before the first paint.
export type Site = {
  organisation: {
    name: Record<string, string>
    logo: string
    colour: string
    support_phone: string
    support_email?: string
  }
  languages: string[]
}

export const plain_site: Site = {
  organisation: {
    name: { ru: 'Кабинет', en: 'Kabinet' },
    logo: '/brand/logo.svg',
    colour: '#1c5d99',
    support_phone: '',
  },
  languages: ['ru', 'en'],
}

// A missing or slow file must not keep anybody out: after the wait the plain look is used.
export async function load_site(wait_ms = 1500): Promise<Site> {
  try {
    const response = await fetch('/site.json', { signal: AbortSignal.timeout(wait_ms) })
    const read = (await response.json()) as Partial<Site>
    return {
      organisation: { ...plain_site.organisation, ...read.organisation },
      languages: read.languages?.length ? read.languages : plain_site.languages,
    }
  } catch {
    return plain_site
  }
}
