// The wait after too many tries, said aloud once and then counted down in silence.
import { clock_text } from '../../ui/date_text'
import { useWords } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { login_words } from '../../words/login'

export function Wait({ left_s }: { left_s: number }) {
  const words = useWords(login_words)
  if (left_s <= 0) return null
  return (
    <Notice tone="warn" title={words.wait_title} urgent>
      <p aria-live="off" className="digits">
        {words.wait_text(clock_text(left_s))}
      </p>
      <p className="soft small">{words.wait_note}</p>
    </Notice>
  )
}
