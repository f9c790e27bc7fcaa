// Beside the form: how sign-in goes, and how to know that this is the real site.
import { Icon } from '../../ui/icon'
import { useWords } from '../../ui/language'
import { login_words } from '../../words/login'
import css from './login.module.css'

export function Aside() {
  const words = useWords(login_words)
  return (
    <aside className={css.aside}>
      <section>
        <h2>{words.how_title}</h2>
        <ol className={css.steps}>
          {words.how.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <section className={css.real}>
        <Icon name="shield" size={24} />
        <div>
          <h2>{words.real_title}</h2>
          <p className={css.host}>{location.host}</p>
          <p className="soft small">{words.real_text}</p>
        </div>
      </section>
    </aside>
  )
}
