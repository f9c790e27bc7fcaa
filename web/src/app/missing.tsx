// 404: nothing lives at this address.
import { common_words } from '../words/frame'
import { Link } from '../ui/address'
import { useWords } from '../ui/language'
import { PageTitle } from '../ui/page_title'
import css from './missing.module.css'

export function Missing() {
  const words = useWords(common_words)
  return (
    <div className={css.page}>
      <p className={css.code} aria-hidden="true">
        404
      </p>
      <PageTitle text={words.missing_title} />
      <p className="soft">{words.missing_text}</p>
      <p>
        <Link to="/">{words.missing_home}</Link>
      </p>
    </div>
  )
}
