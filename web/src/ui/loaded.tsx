// The states of a page that shows data: loading (a skeleton of the same size), refused, offline,
// stale (old data with their time), done. Pages only draw the last one.
import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { common_words } from '../words/frame'
import { instant_text } from './date_text'
import { useLanguage, useWords } from './language'
import { Notice } from './notice'
import { Reference, useRefusalWords } from './refusal'

type Query<Data> = Pick<
  UseQueryResult<Data>,
  'data' | 'error' | 'isPaused' | 'isFetching' | 'dataUpdatedAt' | 'refetch'
>
type Props<Data> = { query: Query<Data>; skeleton: ReactNode; children: (data: Data) => ReactNode }

export function Loaded<Data>({ query, skeleton, children }: Props<Data>) {
  const words = useWords(common_words)
  const { language } = useLanguage()
  const { data, error, isPaused } = query
  if (data !== undefined) {
    return (
      <>
        {error && !isPaused && (
          <Notice tone="warn" title={words.stale(instant_text(query.dataUpdatedAt, language))}>
            <RetryButton query={query} />
          </Notice>
        )}
        {children(data)}
      </>
    )
  }
  if (isPaused) {
    return <Notice tone="warn" icon="offline" title={words.offline_title} />
  }
  if (error) return <Failed error={error} query={query} />
  return (
    <div aria-busy="true">
      <span role="status" className="hidden">
        {words.loading}
      </span>
      {skeleton}
    </div>
  )
}

function Failed<Data>({ error, query }: { error: Error; query: Query<Data> }) {
  const words = useWords(common_words)
  const in_words = useRefusalWords()
  return (
    <Notice tone="bad" urgent title={words.failed_title}>
      <p>{in_words(error)}</p>
      <Reference error={error} />
      <RetryButton query={query} />
    </Notice>
  )
}

function RetryButton<Data>({ query }: { query: Query<Data> }) {
  const words = useWords(common_words)
  return (
    <Button
      variant="default"
      className="no_print"
      loading={query.isFetching}
      onClick={() => void query.refetch()}
    >
      {words.retry}
    </Button>
  )
}
