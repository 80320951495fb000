/** Names for what the server's own description of its API calls them. */
import type { components } from 'shared/api/schema.d.ts';

type Schemas = components['schemas'];

export type Act = Schemas['Act'];
export type Obstacle = Schemas['Obstacle'];
export type StaffBody = Schemas['StaffBody'];
export type ContestBrief = Schemas['StaffContestBrief'];
export type Contest = Schemas['StaffContest'];
export type Round = Schemas['RoundRow'];
export type TermsVersion = Schemas['TermsVersion'];
export type Role = Schemas['RoleRow'];
export type HeadCount = Schemas['HeadCountRow'];

export type Bank = Schemas['StaffBank'];
export type QuestionRow = Schemas['QuestionRow'];
export type QuestionPage = Schemas['QuestionPage'];
export type Question = Schemas['QuestionDetail'];
export type QuestionVersion = Schemas['VersionDetail'];
export type Approval = Schemas['Approval'];
export type Import = Schemas['ImportDetail'];
export type Regulation = Schemas['RegulationChoice'];

export type JudgedBoard = Schemas['JudgedBoard'];
export type JudgedPlace = Schemas['JudgedPlace'];
export type CaseRow = Schemas['CaseRow'];
export type Cases = Schemas['Cases'];
export type Case = Schemas['CaseDetail'];
export type Ruling = Schemas['RulingRow'];
export type JudgedEntry = Schemas['JudgedEntry'];
export type JudgedAttempt = Schemas['AttemptRow'];
export type AuditRow = Schemas['AuditRow'];
export type AuditPage = Schemas['AuditPage'];
export type AuditChain = Schemas['AuditChain'];

export type UnitManager = Schemas['UnitManagerRow'];
export type OwnUnit = Schemas['OwnUnit'];
export type UnitBoard = Schemas['UnitBoard'];
