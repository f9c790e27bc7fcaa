// The shapes of the API by the names that pages use. All of them come from the derived file, and
// only here: pages import from this one.
import type {
  LiveSubscribeOut,
  LoginSignInOut,
  OtpConfirmOut,
  OtpResendOut,
  PayBeginIn,
  PayListOut,
  PayOfferOut,
  PayShowOut,
  SessionListOut,
  SessionShowOut,
  SlipListPointsOut,
  SlipShowOut,
  StatementExplainOut,
  StatementListOperationsIn,
  StatementListOperationsOut,
  StatementListOut,
  StatementShowOut,
} from './generated/routes'

export { routes } from './generated/routes'
export type { RefusalCode } from './generated/routes'

export type Challenge = LoginSignInOut
export type ResendOut = OtpResendOut
export type OtpOut = OtpConfirmOut
export type LiveOut = LiveSubscribeOut
export type Session = SessionShowOut
export type SessionsOut = SessionListOut
export type SessionRow = SessionListOut['sessions'][number]

export type ContractsOut = StatementListOut
export type ContractRow = StatementListOut['contracts'][number]
export type ContractState = ContractRow['state']
export type ContractOut = StatementShowOut
export type Component = StatementShowOut['components'][number]['component']
export type Schedule = StatementShowOut['schedule']
export type ScheduleRow = Schedule['rows'][number]
export type ScheduleState = ScheduleRow['state']
export type DebtPoint = StatementShowOut['debt_over_time'][number]

export type ExplainOut = StatementExplainOut
export type Figure = StatementExplainOut['figures'][number]
export type FigureName = Figure['figure']

export type OperationsOut = StatementListOperationsOut
export type Operation = StatementListOperationsOut['operations'][number]
export type OperationKind = Operation['kind']
export type OperationFilters = Omit<StatementListOperationsIn, 'cursor' | 'limit'>

export type Order = PayBeginIn
export type Payable = PayOfferOut
export type PayableContract = PayOfferOut['contracts'][number]
export type PayMethod = PayOfferOut['methods'][number]
export type Payment = PayShowOut
export type AllocationLine = PayShowOut['allocation'][number]
export type PaymentsOut = PayListOut
export type PaymentRow = PayListOut['payments'][number]
export type PaymentState = PaymentRow['state']
export type Slip = SlipShowOut
export type PointsOut = SlipListPointsOut

/** When figures were true, and who says so. */
export type Stamp = { as_of: string | null; source: string | null }
/** What a live channel tells; it is not a reply of a route, so no manifest declares it. */
export type LiveEvent = { kind: 'operations'; contract: string }
