// K5: what to pay, how much, how. Everything is asked of the server first; the form stands in
// pay_form.tsx.
import { useQuery } from '@tanstack/react-query'
import { payable_query } from '../../api/queries'
import { Bone } from '../../ui/bone'
import { instant_text } from '../../ui/date_text'
import { useLanguage, useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { pay_words } from '../../words/pay'
import css from './pay.module.css'
import { PayForm } from './pay_form'
import { Unfinished } from './unfinished'

export default function PayPage() {
  const words = useWords(pay_words)
  const { language } = useLanguage()
  const query = useQuery(payable_query)
  return (
    <div className="stack">
      <PageTitle text={words.title} />
      <Unfinished />
      <Loaded query={query} skeleton={<PayBones />}>
        {(payable) =>
          payable.contracts.length === 0 ? (
            <Notice tone="plain" title={words.no_contracts}>
              <p className="soft">{words.no_contracts_text}</p>
            </Notice>
          ) : (
            <>
              <PayForm payable={payable} />
              <p className="soft small">{words.as_of(instant_text(payable.as_of, language))}</p>
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function PayBones() {
  return (
    <div className={css.grid}>
      <div className={css.column}>
        <Bone height={260} />
        <Bone height={240} />
      </div>
      <Bone height={280} />
    </div>
  )
}
