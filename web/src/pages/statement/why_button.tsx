// Opens the explanation of one figure; its name goes into the label, so that ten of them differ.
import type { FigureName } from '../../api/types'
import { Icon } from '../../ui/icon'
import { useWords } from '../../ui/language'
import { contract_words, explain_words } from '../../words/statement'
import css from './contract.module.css'

type Props = { figure: FigureName; text?: string; onWhy: (figure: FigureName) => void }

export function WhyButton({ figure, text, onWhy }: Props) {
  const words = useWords(contract_words)
  const { figures } = useWords(explain_words)
  return (
    <button
      type="button"
      className="link_button small no_print"
      aria-haspopup="dialog"
      onClick={() => onWhy(figure)}
    >
      {text ?? (
        <>
          <span className={css.why}>{words.why_short}</span>
          <span className={css.why_mark}>
            <Icon name="info" />
          </span>
        </>
      )}
      <span className="hidden">: {figures[figure]}</span>
    </button>
  )
}
