// Trouble in words: the sentence of a refusal code, and the reference number when there is one.
import { Offline, Refused } from '../api/client'
import { common_words } from '../words/frame'
import { refusal_words } from '../words/refusals'
import { CopyButton } from './copy_button'
import { useWords } from './language'

export function useRefusalWords() {
  const words = useWords(refusal_words)
  return (error: unknown): string => {
    if (error instanceof Offline) return words.offline
    // An address whose id is none: no field of the page is at fault.
    if (error instanceof Refused && 'id' in error.fields) return words.not_found
    // nginx knows a few codes that no function does.
    if (error instanceof Refused && error.code in words) return words[error.code]
    if (error instanceof Refused && error.status < 500) return words.request_malformed
    return words.internal
  }
}

export function Reference({ error }: { error: unknown }) {
  const words = useWords(common_words)
  if (!(error instanceof Refused) || !error.reference) return null
  return (
    <p className="small">
      {words.reference}: <span className="digits">{error.reference}</span>{' '}
      <CopyButton text={error.reference} />
    </p>
  )
}
