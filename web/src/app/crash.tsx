// The last net: a page that throws while it is drawn becomes a plain sentence and a way on. A page
// that was never loaded is another matter, see late.tsx. Another address is another chance.
import { Component, type ReactNode } from 'react'
import { common_words } from '../words/frame'
import { useWords } from '../ui/language'
import { Late } from './late'
import css from './missing.module.css'
import { NotLoaded } from './not_loaded'
import { reload } from './reload'

type Props = { path?: string; children: ReactNode }

export class Crash extends Component<Props, { error: unknown }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidUpdate(before: Props) {
    if (before.path !== this.props.path && this.state.error) this.setState({ error: null })
  }

  override render() {
    const { error } = this.state as { error: unknown }
    if (!error) return this.props.children
    const told = error instanceof NotLoaded ? <Late /> : <Broken />
    // Without an address it is the net under the whole app: nobody else has made a <main>.
    return this.props.path === undefined ? <main>{told}</main> : told
  }
}

function Broken() {
  const words = useWords(common_words)
  return (
    <div className={css.page}>
      <h1>{words.crash_title}</h1>
      <p>{words.crash_text}</p>
      <button type="button" className="link_button" onClick={reload}>
        {words.crash_reload}
      </button>
    </div>
  )
}
