"""Every threshold by which a question's way is decided, with how it was found.

Probabilities are those of hits (assistant/retrieval/fusion.py): of 1,990 questions that the documents do not answer and
2,866 that they do, a best hit of 0.25 is right in 0.23 of the cases, one of 0.75 in 0.71. "Odds" are their log-odds.
Values were found on the question bank, its written unanswerable questions and the project's own exam (tests/evaluation),
never on an evaluation set, but for UNSTATED_ELSEWHERE. docs/answering.md shows them in a table; a test holds the two together.
"""

# how a question ends
OFF_TOPIC = 0.7  # probability of another subject from which it is declined: on collections that it was not fitted on 94 % caught
# and 1.1 % wrongly for the plan, 84 and 0 for 62 documents; at 0.6 95 and 1.1 %, 86 and 0.7 %, at 0.8 94 and 0.6 %, 77 and 0
OFF_TOPIC_SURE = 0.9  # … where no questions were written for any document: of 168 stated questions
# on 26 laws of other fields 7 were declined as off the subject with 0.7, 2 with 0.9, and of the 80 others as many were stopped
OWN_SUBJECT = 0.4  # nearness of the documents from which a written question on other subjects is about theirs: what they answer
# of ten departments lies as near or nearer, what none does below 0.3; of 37 questions off the subject as many are declined
ALL_KNOWN = (
    0.8  # share of a question from which it counts as known: so do 85 % of those that the plan answers and 3 % of 455 others
)
READ_SURE = 0.6  # probability of a reading from which a hit states the figure asked for, whatever form the figure has
UNRELATED = 0.04  # best probability below which a question in the field is not answered; rather the nearest text than none
UNRELATED_OUTSIDE = 0.066  # … for one without a word of the field: the lowest 1 % of answerable ones of the own exam
NEAR_MISS = 0.5  # probability of a near miss from which an answer is only partial: cross-validated, 79 % caught, 9 % wrongly
NEAR_MISS_UNASKED = 0.8  # … where no particular kind of thing was asked for: cross-validated, 3 % wrongly at 0.7
NEAR_MISS_STATED = 0.97  # … where the figure that was asked for does stand in the best hit
UNSTATED = 0.4  # probability that what is asked is not stated, after reading: of the own exams that it was
# not fitted on it stops 75 % of the unstated, 0.8 % of the others; at 0.5 67 and 0 %, at 0.3 77 and 4.0 %
UNSTATED_ELSEWHERE = 0.74  # … out of the field that questions were written for, fitted where two of three are unstated: of 1,597
# questions on 141 laws, each sentence left out, at 0.75 it stops 51 % of those on what the law does not state, 69 % of those on
# a law that is missing, 13 % of the others (at 0.8 46, 58, 10 %, at 0.9 27, 34, 3 %), which are shown what would have been the
# answer. Between those levels it was chosen by a public set of citizens' questions, of whose 500 on texts that are missing 0.29
# are answered with 0.74, 0.31 with 0.75, 0.38 with 0.8: so that set is no unseen one for it
UNSTATED_SURE = 0.7  # … from which it is said flatly that it is not stated, below that no text was found that surely states it:
# of 126 own questions that are taken for near misses 68 of 79 from here on are unstated, 24 of 47 below
SURELY_UNSTATED = 0.9  # … from which that is said flatly out of the field of the bank, where one thing is asked
SURELY_STATED = 0.93  # … from which a near hit states the one thing asked for, whatever kind of thing that seems to be, …
FIRST_STATED = 0.85  # … and the first one: of nine own questions between these two that seemed to ask for small print eight are
# stated; of the hits behind it one that reads so may be on another thing (技改奖励 beside 企业奖励)
OPEN_STATED = 0.5  # probability of a reading from which it is evidence, however little else is: as likely as not
PUNISHED_NEAR = 1.0  # odds below the first hit of a deed within which a rule is on it: of seven written questions on fines those
# of the right rule are 0 to 0.3 below, that of a wrong one 3.3
FACET_DEPTH = 4  # hits that may supply a figure: further down it belongs to something else
SUPPORT = 2.6  # odds below the best hit within which a hit may supply the figure, a city's own rule go before that of its
# province, and an article beside the one that answers have to do with the question
OWN_AS_WELL = 0.2  # … if it reads as stating it by no more than this less surely; chosen by what it is to mean, not fitted
SPECIAL = 6.0  # odds by which a rule for a special case that the question does not name goes down where a general one is within
# SUPPORT of the best: of 1,609 own questions on 62 documents 12 then begin with the right sentence, none with a wrong one
TITLE_CHARS = 60  # what stands first in the context of a hit: place and title of its document
ELSEWHERE = 0.5  # signal "foreign" from which a hit is another place's rule

# what is read
GROUP_APART = 0.1  # by which a group of a section must be less like the question than one with a like lead to be another's
SECTION_OF = 0.3  # probability of the best hit from which its document is the guide that is asked about
READ = 3  # hits that the reading model reads, about 25 ms: with four or five near misses are told no better
READ_FURTHER = 12  # … and as long as none of them states what is asked: of 543 questions on laws of fields that the model was not
# trained on the right sentence is first in 0.37 unread, 0.45 with 3, 0.48 with 8 of them read on so
READ_FURTHER_SURE = 0.8  # probability of a reading from which one of those counts: 8 of 12 were right, of 64 from 0.5 on 10
READ_OPEN = 8  # … of an open question: with 12 a third more time, and no more of the evidence is shown for as much beside it
READ_LISTS = 4  # further lists that are read where all there is is wanted: of 26 written questions on lists of 62 documents
# 0.93 of the items are shown, without them 0.82
READ_PIECES = 1_600  # … of question and sentence that are read for one question: ten of the longest pairs, 0.14 s. Of 1,557
# own questions 5 % would be read more, and 1 in 1,000 is answered with other sentences below the first
READ_PARTS = 1_300  # … of these, of the questions that one question asks, before it is read as one: three hits of each of three
REREAD_PIECES = 480  # … that are read once more with a claim in the quote's figures: three of the longest pairs, 0.04 s
HARDLY_FOUND = 3.5  # odds, of search and reading together, against the best hit of an open question from which, among several
# documents, it finds nothing: of 664 written ones 10 do, 9 of them stated nowhere; of 322 on the plan, asked of all, one that is
FIGURE_FAR = 1.0  # … of one that asks for a figure, where it is this likely besides that it is not stated:
FIGURE_DOUBTED = 0.2  # of 316 answered own questions for one figure 12 are so: 10 are stated nowhere, 1 had another figure
READABLE = 150  # characters of a question that is read: the model is shown 100, and what a longer one asks stands at its end
READ_WEIGHT = 0.5  # of its odds beside the hit's own in the order of hits: of 0 to 2 the best for 62 documents, none for the plan
READ_WEIGHT_PLAIN = 1.0  # … of documents without a question bank: of those 543 0.47 are first with 0.5, 0.48 from 0.7 on
READ_WEIGHT_OPEN = 1.0  # … in what an open question is shown: with 0.5 as much of the plan is, 0.85 of it evidence, with 1 0.90
LISTED = 1.0  # odds by which a list is raised there: of 26 written questions on lists of 62 documents the right one is first in
# 0.50 without, 0.7 with 1 and 0.8 with 2, which hides better sentences behind lists of other things

# what is searched
BESIDE_TOLD = 1.5  # odds by which a sentence comes nearer that stands in the clause which answers what is asked before
SECOND = 0.16  # probability from which the answer to a second question is shown
TOPIC_CHANGE = 1.0  # odds by which the completed question must find more than one that names a subject: from 0 to 2.5 one of 109
# written dialogues changes either way, and with less two subjects are searched for together where the second is new
# … and than one that names none: logistic regression on 49 written follow-ups and 19 questions on another subject made of words
# that the documents use; with all whose words are unknown, 0.87 of 63 and 0.06 of 308 lean
LEANS = 4.7
LEANS_BEST = 0.9  # … for each of the odds of the best hit of the completed one
LEANS_LENGTH = 1.7  # … less for the logarithm of its characters: a long one says what it means
LEANS_STATED = 2.0  # … for each of the odds that what the completed one finds states the turn itself, read without the one before
LEANS_READ = 5  # hits of the completed one that are read for that
STATED_WHERE_NEW = 0.16  # above that probability of 22 of 25 written turns on another subject, below that of 31 of 37 that go on
TOPIC_CHARS = 3  # characters beside a reference that are a topic
TITLE_BESIDE = 8  # the same, where a title stands before the reference that is not known
BESIDE = 4  # characters beside the title of a place up to which a question asks for its text and nothing else

# what is shown
ENOUGH = 130  # characters of quotes after which no further sentence is added, but in lists: median answer about 100
OPEN_ENOUGH = 600  # … after which an open question is shown nothing more
OPEN_BELONGS = 0.25  # probability of belonging to the answer from which an open question is shown a further sentence: 0.82 of the
# evidence of 479 written questions for three sentences or more, 0.785 where it was 0.32 or higher
OPEN_BELONGS_WHOLE = 0.1  # … and from this where it is said that nothing be left out
OPEN_LED = 4.0  # odds below the strongest within which an announced list (下列材料：) that reads as stated stands alone: of 583
# open questions 11 are answered otherwise, 8 of them then whole and no more, none before
OPEN_LISTED = 0.45  # probability from which a list belongs to the answer, and then says all there is to say
OPEN_SURE = 0.6  # probability from which the best of a clause's sentences puts it before what may only have to do with it: of 574
# written open questions 34 are then free of what is none of theirs, and 16 have a part of the answer behind it
OPEN_LIKELY = 0.5  # … and that a sentence of such a clause needs to stand there itself: of 369 written open questions that were
# fitted to nothing 245 are then free of what is none of theirs and have all of it, there or behind, with 0.45 235, with 0.55 248
CLOSE = 2.6  # odds within which a second sentence is shown beside the first: wider is longer, not more often right
CLOSE_STATED = 0.65  # … where the first states the figure that was asked for
DOUBTED = 0.3  # probability of its reading below which the first is in doubt: then another as near is shown beside it
MAY_TELL = 0.1  # … below which it does not even stand behind that it may tell one of several questions; set by its meaning
READS_BETTER = 0.5  # … and else only one whose reading has odds that are by so much higher
READS_LESS = 1.0  # … and by so much lower it stands behind that it may have to do with the question: of 65 such sentences beside
# a first one that was right 13 were needed too, 41 not
ALSO = 3.1  # … within which a list shows further sentences
NEAREST = 0.4  # cosine to the question below which a sentence is not near enough to be shown where nothing is stated
PARTIAL_REACH = 4.4  # odds within which a hit without figures is shown where a figure is not stated

# what counts as supported, see grounding/faults.py
GROUNDED = 0.5  # share of a sentence's content that must stand in its quotes
GROUNDED_PIECE = 0.34  # the same for each piece between commas, so that nothing is hung on to a good sentence

# when a claim is affirmed or denied, see grounding/ruling.py; all on 5,043 written claims, each judged by a model that has not
# seen its author (assistant/fitting/claims.py)
CLAIM_TOGETHER = 0.8  # share of each piece of a claim that stands in one stretch of a quote from which its words are there
CLAIM_SUPPORTED = 0.75  # probability that the quote supports it, slots and reading together, without which there is no yes …
CLAIM_FOUND = 0.6  # … nor without this by the reading model alone: 2.2 % of false near twins left out reach both
CLAIM_FOUND_OTHERWISE = 0.7  # … from which a figure or a slot that differs makes a no
CLAIM_INSTEAD = 0.66  # probability by the reading model that the quote says the claim with the quote's own figure: then it is no
CLAIM_LESS_LIKE = 0.1  # by which what the claimed figure counts must be less like what is claimed than the other's
CLAIM_COVERED = 0.65  # share of a claim that a quote must hold to contradict it in a figure or another slot …
CLAIM_ADDRESSED = 0.75  # … or the probability from which it reads as stating what is claimed, in other words and figures
CLAIM_AGAINST = 0.6  # probability of a contradiction from which another figure then is one: 1.3 % of true claims are so denied
CLAIM_SLOT = 0.5  # … and another slot: 1.5 % of true claims are
CLAIM_VERY_THING = 0.98  # likeness of what two figures count from which, whatever the model says, it is the same thing, …
CLAIM_UNLIKE = 0.05  # … where the thing with the claimed figure is so much less alike: of 47 near twins 45 are false, 2 true
CLAIM_LIKE_THING = 0.5  # … and from which it is where the claimed figure is that of a thing …
CLAIM_APART = 0.3  # … so much less alike: of 65 near twins 55 are false, 9 true
CLAIM_SAME_THING = 0.8  # … and where it is that of nothing: of 106 near twins 85 are false, 20 true
CLAIM_DENIED = (
    0.86  # probability of a contradiction that needs no slot: from 0.8 on 2 true claims of 263 were denied for 2 false ones
)
CLAIM_CONTRADICTED = 0.55  # … of another quote with the words of a claim in one stretch, which then keeps it from being affirmed
CLAIM_READ_AS_WELL = 0.1  # by how much less another quote may read as stating a claim, and have more of it, to tell it better:
# of 19 claims denied beside such a quote 8 are true
CLAIM_NEXT = 0.5  # share of the best quote's chance of stating a claim that a quote must have to deny it, but in a figure
CLAIM_MENTIONED = 0.8  # share of a claim in one stretch from which 没有提到 is denied
CLAIM_READ = 0.3  # probability that a quote states a claim from which its other figures are read in it, or speak against it
# … by all quotes together, judged on exams that the model was not fitted on (assistant/fitting/verdicts.py, 1,427 claims)
CLAIM_YES = 0.73  # probability of a yes that needs no rule: 70 such are right, 5 wrong; from 0.65 on 108 and 22
CLAIM_YES_AGAINST = 0.8  # … where the rules said no that is not kept: 8 such are right, none wrong; from 0.73 on 9 and 1
CLAIM_NO = 0.65  # … of a no: 40 are right, 13 wrong, 8 of them true; from 0.7 on 25 and 4
CLAIM_NO_BY_FIGURE = 0.58  # … of a no where the quotes give another figure, and none the one that is claimed
CLAIM_ALLOWED = 0.6  # share of what is asked to be allowed that a quote must have to deny it
CLAIM_ALLOWED_AT_ALL = 0.3  # … and to bear it out: the other words of a case may stand there all the same
CLAIM_ABOUT = 0.4  # share of what is openly asked (能…吗) that a quote must hold to deny it, …
CLAIM_DENIED_OPENLY = 0.5  # … and probability of a reading that it does: of 23 noes to such 16 of 18 are right, below 4 of 5
CLAIM_YES_WHOLE = 0.5  # … of what stands whole in one stretch, with nothing against it: of 13 up to CLAIM_YES 12 are true
CLAIM_DENIED_LETTER = 0.7  # share of the words behind a denial that a claim must have, where the reading denies it as well
CLAIM_NO_KEPT = 0.5  # … from which a no of the rules stands, but for other figures: of 12 below 6 are right
CLAIM_UNSTATED = 0.45  # … and that nothing says so: of 263 from here on 215 are right; below all it is left to the reader
CLAIM_NOWHERE = 0.1  # probability below which no quote reads as stating anything of it, and then nothing says so
CLAIM_STRETCHES = 4  # stretches from which a claim is a story: of 1,895 own claims 14 of 4 and more got yes, 9 rightly, and 5 got
# no, 3 rightly; of shorter ones 0.95 and 0.86 were right
CLAIM_HITS = 5  # hits of the best one's document that a claim is held against
CLAIM_FIGURED = 3  # hits further down that count in a measure of the claim, and are read as well where none of these does

# which stated figure is asked for, see retrieval/ledger.py; found on the own questions of tests/evaluation/times.jsonl
MEASURED = 0.5  # share of what a question measures that the name of a figure must hold
MEASURED_FOUND = 0.15  # … where the first hit states it, or the same reached or aimed at, and that is asked for
MEASURED_BESIDE = 0.12  # … by which another figure may fit less and still be meant
MEASURED_IN = 0.4  # weight of a stretch of a question, beside that of all, from which it may name what is measured

# when a pinned answer is given, see assistant/pinned/match.py
# cosine of two questions that agree in all that was read of them; of 654 own questions none of two wordings do. Alone it tells
PINNED_NEAR = 0.9  # nothing: a negation more gives 0.99, two parties exchanged 1.0, one exam's 最高按几倍 and 怎么写 0.96
ALIKE = 0.75  # cosine from which questions are listed together to officers, the nearest 0.1 % of all pairs: it decides no answer
