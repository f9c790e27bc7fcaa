// What the cabinet asks the server, as TanStack queries. Everything that a new operation can
// change stands under the key 'statement', so that one event refreshes all of it.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, remember_csrf } from './client'
import {
  routes,
  type ContractOut,
  type ContractsOut,
  type ExplainOut,
  type OperationFilters,
  type OperationKind,
  type OperationsOut,
  type Payable,
  type Payment,
  type PaymentsOut,
  type PointsOut,
  type Session,
  type SessionsOut,
  type Slip,
} from './types'

const PAGE_ROWS = 50

export const session_query = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await call<Session>('GET', routes.session_show())
    remember_csrf(session.csrf)
    return session
  },
  staleTime: Infinity,
})

export const sessions_query = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => call<SessionsOut>('GET', routes.session_list()),
})

export const contracts_query = queryOptions({
  queryKey: ['statement', 'contracts'],
  queryFn: () => call<ContractsOut>('GET', routes.statement_list()),
})

export const contract_query = (id: string) =>
  queryOptions({
    queryKey: ['statement', 'contract', id],
    queryFn: () => call<ContractOut>('GET', routes.statement_show(id)),
  })

export const explain_query = (id: string) =>
  queryOptions({
    queryKey: ['statement', 'explain', id],
    queryFn: () => call<ExplainOut>('GET', routes.statement_explain(id)),
  })

export const latest_operations_query = (id: string, count: number, kind?: OperationKind) =>
  queryOptions({
    queryKey: ['statement', 'latest', id, count, kind],
    queryFn: () =>
      call<OperationsOut>('GET', routes.statement_list_operations(id, { kind, limit: count })),
  })

export const operations_query = (id: string, filters: OperationFilters) =>
  infiniteQueryOptions({
    queryKey: ['statement', 'operations', id, filters],
    queryFn: ({ pageParam }) =>
      call<OperationsOut>(
        'GET',
        routes.statement_list_operations(id, { ...filters, cursor: pageParam, limit: PAGE_ROWS }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })

export const payable_query = queryOptions({
  queryKey: ['statement', 'payable'],
  queryFn: () => call<Payable>('GET', routes.pay_offer()),
})

export const payment_query = (id: string) =>
  queryOptions({
    queryKey: ['statement', 'payment', id],
    queryFn: () => call<Payment>('GET', routes.pay_show(id)),
    staleTime: 0,
  })

export const payments_query = infiniteQueryOptions({
  queryKey: ['statement', 'payments'],
  queryFn: ({ pageParam }) =>
    call<PaymentsOut>('GET', routes.pay_list({ cursor: pageParam })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next_cursor ?? undefined,
})

export const slip_query = (id: string, amount_kopecks: number | null) =>
  queryOptions({
    queryKey: ['slip', id, amount_kopecks],
    queryFn: () => call<Slip>('GET', routes.slip_show(id, { amount_kopecks })),
  })

export const points_query = queryOptions({
  queryKey: ['points'],
  queryFn: () => call<PointsOut>('GET', routes.slip_list_points()),
  staleTime: 60 * 60_000,
})
