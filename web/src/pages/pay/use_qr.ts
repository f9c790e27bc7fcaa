// Draws a code once the library has come. A chunk that does not come must not break the page of a
// payment: the link beside the code does the same.
import { useEffect, useState } from 'react'
import type { QrPath } from '../../ui/qr'

export function useQr(text: string): QrPath | null | 'failed' {
  const [code, set_code] = useState<QrPath | null | 'failed'>(null)
  useEffect(() => {
    let gone = false
    import('./qr_path')
      .then(({ qr_path_of }) => qr_path_of(text))
      .catch(() => 'failed' as const)
      .then((made) => {
        if (!gone) set_code(made)
      })
    return () => {
      gone = true
    }
  }, [text])
  return code
}
