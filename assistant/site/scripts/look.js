/* 看得更清楚: the menu of the head. */
