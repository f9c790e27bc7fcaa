// The last net: a page that throws while it is drawn becomes a plain sentence and a way on.
import { Component, type ReactNode } from 'react'
import { common_words } from '../words/frame'
import { useWords } from '../ui/language'
import css from './missing.module.css'

export class Crash extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const words = useWords(common_words)
  return (
    <main className={css.page}>
      <h1>{words.crash_title}</h1>
      <p>{words.crash_text}</p>
      <button type="button" className="link_button" onClick={() => location.reload()}>
        {words.crash_reload}
      </button>
    </main>
  )
}
