// What the cabinet asks the server, as TanStack queries. Everything that a new operation can
// change stands under the key 'statement', so that one event refreshes all of it.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, remember_csrf } from './client'
import { paths } from './paths'
import type {
  ContractOut,
  ContractsOut,
  ExplainOut,
  OperationFilters,
  OperationsOut,
  Session,
  SessionsOut,
} from './types'

const PAGE_ROWS = 50

export const session_query = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await call<Session>('GET', paths.session)
    remember_csrf(session.csrf)
    return session
  },
  staleTime: Infinity,
})

export const sessions_query = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => call<SessionsOut>('GET', paths.sessions),
})

export const contracts_query = queryOptions({
  queryKey: ['statement', 'contracts'],
  queryFn: () => call<ContractsOut>('GET', paths.contracts),
})

export const contract_query = (id: string) =>
  queryOptions({
    queryKey: ['statement', 'contract', id],
    queryFn: () => call<ContractOut>('GET', paths.contract(id)),
  })

export const explain_query = (id: string) =>
  queryOptions({
    queryKey: ['statement', 'explain', id],
    queryFn: () => call<ExplainOut>('GET', paths.explain(id)),
  })

export const latest_operations_query = (id: string, count: number) =>
  queryOptions({
    queryKey: ['statement', 'latest', id, count],
    queryFn: () => call<OperationsOut>('GET', paths.operations(id, {}, undefined, count)),
  })

export const operations_query = (id: string, filters: OperationFilters) =>
  infiniteQueryOptions({
    queryKey: ['statement', 'operations', id, filters],
    queryFn: ({ pageParam }) =>
      call<OperationsOut>('GET', paths.operations(id, filters, pageParam, PAGE_ROWS)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
