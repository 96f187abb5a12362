/* What a plain page gains where scripts run; without them every page still does all it must. */
'use strict';
