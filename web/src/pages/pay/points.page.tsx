// Terminals and pay points, searched in the browser, and the code that leads a payment there to the
// right contract: large, to be read aloud or typed.
import { useQuery } from '@tanstack/react-query'
import { points_query } from '../../api/queries'
import type { PointsOut } from '../../api/types'
import { useSearchParams } from '../../ui/address'
import { BackLink } from '../../ui/back_link'
import { BoneList } from '../../ui/bone'
import { CopyButton } from '../../ui/copy_button'
import { Field } from '../../ui/field'
import { useWords } from '../../ui/language'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { PageTitle } from '../../ui/page_title'
import { Panel } from '../../ui/panel'
import { points_words } from '../../words/slip'
import css from './points.module.css'

type Point = PointsOut['points'][number]

export default function PointsPage() {
  const words = useWords(points_words)
  const query = useQuery(points_query)
  return (
    <div className="stack">
      <BackLink to="/pay" text={words.back} />
      <PageTitle text={words.title} />
      <Loaded query={query} skeleton={<BoneList count={4} height={110} />}>
        {(data) => (
          <>
            {data.codes.length > 0 && <Codes codes={data.codes} />}
            {data.points.length > 0 ? <Points points={data.points} /> : <Empty />}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Codes({ codes }: { codes: PointsOut['codes'] }) {
  const words = useWords(points_words)
  return (
    <Panel title={words.codes_title}>
      <p className={css.text}>{words.codes_text}</p>
      <ul className={css.codes}>
        {codes.map(({ contract_number, payer_code }) => (
          <li key={contract_number}>
            <p className="soft small">{words.contract(contract_number)}</p>
            <p>
              <span className={`digits ${css.code}`}>{payer_code}</span>{' '}
              <CopyButton text={payer_code} label={words.code_of(contract_number)} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Points({ points }: { points: Point[] }) {
  const words = useWords(points_words)
  const [search, set_search] = useSearchParams()
  const text = search.get('q') ?? ''
  const set = (value: string) => set_search(value ? { q: value } : {}, { replace: true })
  const found = points.filter((point) => fits(point, text))
  return (
    <>
      <div className={`${css.search} no_print`}>
        <Field
          id="search"
          type="search"
          label={words.search}
          value={text}
          onChange={set}
          autoComplete="off"
        />
      </div>
      <p role="status" className="soft small">
        {words.found(found.length)}
      </p>
      {found.length === 0 && (
        <Notice tone="plain" title={words.none}>
          <p className="soft">{words.none_text}</p>
          <button type="button" className="link_button" onClick={() => set('')}>
            {words.reset}
          </button>
        </Notice>
      )}
      <ul className={css.points}>
        {found.map((point) => (
          <PointCard key={`${point.name} ${point.address}`} point={point} />
        ))}
      </ul>
      <p className="soft small">{words.fee_note}</p>
    </>
  )
}

function PointCard({ point }: { point: Point }) {
  const words = useWords(points_words)
  const facts = [
    { name: words.address, value: point.address },
    { name: words.hours, value: point.hours },
    { name: words.networks, value: point.networks },
  ]
  return (
    <li className={css.point}>
      <h2>{point.name}</h2>
      <dl>
        {facts
          .filter(({ value }) => value !== '')
          .map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </li>
  )
}

function Empty() {
  const words = useWords(points_words)
  return (
    <Notice tone="plain" title={words.empty}>
      <p className="soft">{words.empty_text}</p>
    </Notice>
  )
}

export function fits(point: Point, text: string): boolean {
  const hay = `${point.name} ${point.address} ${point.networks}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word))
}
