// Paying by bank details: which contract and how much; what to copy, scan or print stands in
// slip.tsx. The code holds the sum, so a changed sum fetches a new one.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { payable_query, slip_query } from '../../api/queries'
import type { Payable, PayableContract } from '../../api/types'
import { useLuggage, useSearchParams } from '../../ui/address'
import { BackLink } from '../../ui/back_link'
import { Bone } from '../../ui/bone'
import { Field } from '../../ui/field'
import { useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { kopecks_of } from '../../ui/money_text'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { Panel } from '../../ui/panel'
import { Select } from '../../ui/select'
import { pay_words } from '../../words/pay'
import { slip_words } from '../../words/slip'
import css from './details.module.css'
import { plain } from './draft'
import { SlipView } from './slip'

const TYPING_MS = 500

export default function DetailsPage() {
  const words = useWords(slip_words)
  const pay = useWords(pay_words)
  const query = useQuery(payable_query)
  const [search] = useSearchParams()
  const wanted = search.get('contract')
  return (
    <div className="stack">
      <BackLink
        to={wanted ? `/pay?contract=${encodeURIComponent(wanted)}` : '/pay'}
        text={words.back}
      />
      <div className="no_print">
        <PageTitle text={words.title} />
        <p className={`${css.intro} soft`}>{words.intro}</p>
      </div>
      <Loaded query={query} skeleton={<Bone height={420} />}>
        {({ contracts }) => {
          const contract = contracts.find(({ id }) => id === wanted) ?? contracts[0]
          if (contract) return <Sums key={contract.id} contract={contract} all={contracts} />
          return (
            <Notice tone="plain" title={pay.no_contracts}>
              <p className="soft">{pay.no_contracts_text}</p>
            </Notice>
          )
        }}
      </Loaded>
    </div>
  )
}

type Props = { contract: PayableContract; all: Payable['contracts'] }

function Sums({ contract, all }: Props) {
  const words = useWords(slip_words)
  const { contract: named } = useWords(pay_words)
  const [, set_search] = useSearchParams()
  const [text, set_text] = useState(useFirstSum(contract))
  const typed = text.trim() === '' ? null : kopecks_of(text)
  const bad = text.trim() !== '' && !typed
  const [kopecks] = useDebouncedValue(typed, TYPING_MS)
  const query = useQuery({
    ...slip_query(contract.id, kopecks || null),
    placeholderData: keepPreviousData,
  })
  const fresh = !bad && typed === (query.data?.amount_kopecks ?? null)
  return (
    <>
      <div className="no_print">
        <Panel>
          <div className={css.form}>
            {all.length > 1 && (
              <Select
                id="contract"
                label={words.contract}
                value={contract.id}
                onChange={(id) => set_search({ contract: id }, { replace: true })}
                choices={all.map(({ id, number }) => ({ value: id, label: named(number) }))}
              />
            )}
            <Field
              id="amount"
              label={words.sum}
              hint={words.sum_hint}
              value={text}
              onChange={set_text}
              error={bad ? words.bad_sum : undefined}
              inputMode="decimal"
              autoComplete="off"
            />
          </div>
        </Panel>
      </div>
      <Loaded query={query} skeleton={<Bone height={420} />}>
        {(slip) => <SlipView slip={slip} fresh={fresh} />}
      </Loaded>
    </>
  )
}

/** What was chosen on the page before, or what is due now, or nothing. */
function useFirstSum(contract: PayableContract): string {
  const luggage = useLuggage<{ amount_kopecks?: unknown } | null>()
  const carried = luggage?.amount_kopecks
  const kopecks =
    typeof carried === 'number' && carried > 0 ? carried : contract.due_now_kopecks
  return kopecks > 0 ? plain(kopecks) : ''
}
