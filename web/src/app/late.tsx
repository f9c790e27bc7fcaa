// In the place of a page whose script did not come. Without a connection it waits for one; with one
// the page is loaded anew, because a browser may keep a failed script as failed for good.
import { useEffect, useState } from 'react'
import { Icon } from '../ui/icon'
import { useWords } from '../ui/language'
import { PageTitle } from '../ui/page_title'
import { common_words } from '../words/frame'
import css from './missing.module.css'
import { may_reload, reload } from './reload'

const ASK_MS = 10_000
type State = 'asking' | 'away' | 'stuck'

export function Late() {
  const words = useWords(common_words)
  const state = useWay()
  if (state === 'asking') return <div aria-busy="true" />
  if (state === 'away') {
    return (
      <div className={css.page} role="alert">
        <Icon name="offline" size={32} />
        <PageTitle text={words.offline_title} />
        <p>{words.late_offline}</p>
      </div>
    )
  }
  return (
    <div className={css.page}>
      <PageTitle text={words.late_title} />
      <p>{words.late_text}</p>
      <button type="button" className="link_button" onClick={reload}>
        {words.crash_reload}
      </button>
    </div>
  )
}

function useWay(): State {
  const [state, set_state] = useState<State>('asking')
  useEffect(() => {
    let over = false
    let was_away = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      clearTimeout(timer)
      const there = await server_answers()
      if (over) return
      if (!there) {
        was_away = true
        set_state('away')
        timer = setTimeout(() => void look(), ASK_MS)
      } else if (was_away || may_reload()) reload()
      else set_state('stuck')
    }
    const at_once = () => void look()
    at_once()
    addEventListener('online', at_once)
    return () => {
      over = true
      clearTimeout(timer)
      removeEventListener('online', at_once)
    }
  }, [])
  return state
}

// The browser's own word "online" means a cable or a radio, not that anybody answers.
const server_answers = () =>
  fetch('/site.json', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(ASK_MS) })
    .then((response) => response.status < 500)
    .catch(() => false)
