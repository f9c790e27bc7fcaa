// Addresses that come from outside are opened only when they are what they claim to be: anything
// but a web address ("javascript:", "data:", a bare word) is not opened at all.
function with_scheme(text: string | null | undefined, schemes: string[]): string | null {
  if (!text) return null
  try {
    // The text itself is given back: an SBP link ends in a checksum of its own letters.
    return schemes.includes(new URL(text).protocol) ? text : null
  } catch {
    return null
  }
}

/** The acquirer's page; plain http only exists where the acquirer is a stand-in on this machine. */
export const web_url = (text?: string | null) => with_scheme(text, ['https:', 'http:'])
/** What a bank's application opens by. */
export const app_link = (text?: string | null) => with_scheme(text, ['https:'])
