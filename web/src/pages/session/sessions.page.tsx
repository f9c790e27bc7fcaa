// K15: where the cabinet is open, and how to close it there: one, or all.
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client'
import { sessions_query } from '../../api/queries'
import { routes, type SessionRow } from '../../api/types'
import { go_replace } from '../../ui/address'
import { BoneList } from '../../ui/bone'
import { useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { Reference, useRefusalWords } from '../../ui/refusal'
import { sessions_words } from '../../words/sessions'
import { SessionItem } from './session_item'
import css from './sessions.module.css'

export default function SessionsPage() {
  const words = useWords(sessions_words)
  const in_words = useRefusalWords()
  const client = useQueryClient()
  const query = useQuery(sessions_query)
  const out = () => go_replace('/login', { why: 'left' })

  const end_one = useMutation({
    mutationFn: (row: SessionRow) => call<undefined>('DELETE', routes.session_end_one(row.id)),
    onSuccess: (_, row) =>
      row.current ? out() : client.invalidateQueries({ queryKey: sessions_query.queryKey }),
  })
  const end_all = useMutation({
    mutationFn: () => call<undefined>('DELETE', routes.session_end_all()),
    onSuccess: out,
  })
  const trouble = end_one.error ?? end_all.error
  return (
    <div className="stack">
      <PageTitle text={words.title} />
      <p className={`${css.intro} soft`}>{words.intro}</p>
      {trouble && (
        <Notice tone="bad" urgent title={in_words(trouble)}>
          <Reference error={trouble} />
        </Notice>
      )}
      <p role="status" className="hidden">
        {end_one.isSuccess ? words.ended : ''}
      </p>
      <Loaded query={query} skeleton={<BoneList count={2} height={150} />}>
        {({ sessions }) => (
          <>
            <p className="soft">{words.count(sessions.length)}</p>
            <ul className="stack">
              {sessions.map((row) => (
                <SessionItem
                  key={row.id}
                  row={row}
                  busy={end_one.isPending && end_one.variables.id === row.id}
                  onEnd={() => end_one.mutate(row)}
                />
              ))}
            </ul>
            <EndAll busy={end_all.isPending} onEnd={() => end_all.mutate()} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function EndAll({ busy, onEnd }: { busy: boolean; onEnd: () => void }) {
  const words = useWords(sessions_words)
  const [asked, ask] = useState(false)
  if (!asked) {
    return (
      <div>
        <Button variant="default" onClick={() => ask(true)}>
          {words.end_all}
        </Button>
      </div>
    )
  }
  return (
    <Notice tone="warn" title={words.end_all}>
      <p>{words.end_all_text}</p>
      <div className={css.choices}>
        <Button onClick={onEnd} loading={busy} autoFocus>
          {words.end_all_sure}
        </Button>
        <Button variant="default" onClick={() => ask(false)}>
          {words.cancel}
        </Button>
      </div>
    </Notice>
  )
}
