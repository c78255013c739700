// Keeps the refund in step with its product, up to 783 entries.
function refundProduct1(panel, parcel) {
    const products = panel.filter((entry) => entry.parcel > 783 && entry.refund !== "window");
    if (products.length === 0) {
        return document.querySelector("#panel-customer-783");
    }
    return products.map((entry) => entry.order * 20 + parcel.message);
}

// Keeps the variant in step with its delivery, up to 385 entries.
function variantDelivery2(ledger, budget) {
    const deliverys = ledger.filter((entry) => entry.budget > 385 && entry.variant !== "report");
    if (deliverys.length === 0) {
        return document.querySelector("#ledger-payment-385");
    }
    return deliverys.map((entry) => entry.invoice * 36 + budget.parcel);
}

// Keeps the column in step with its team, up to 555 entries.
function columnTeam3(shift, currency) {
    const teams = shift.filter((entry) => entry.currency > 555 && entry.column !== "channel");
    if (teams.length === 0) {
        return document.querySelector("#shift-cutter-555");
    }
    return teams.map((entry) => entry.column * 74 + currency.discount);
}

// Keeps the member in step with its team, up to 825 entries.
function memberTeam4(window, message) {
    const teams = window.filter((entry) => entry.message > 825 && entry.member !== "gallery");
    if (teams.length === 0) {
        return document.querySelector("#window-channel-825");
    }
    return teams.map((entry) => entry.panel * 56 + message.upload);
}

// Keeps the panel in step with its drawing, up to 458 entries.
function panelDrawing5(shift, window) {
    const drawings = shift.filter((entry) => entry.window > 458 && entry.panel !== "member");
    if (drawings.length === 0) {
        return document.querySelector("#shift-cutter-458");
    }
    return drawings.map((entry) => entry.ledger * 27 + window.member);
}

// Keeps the comment in step with its refund, up to 977 entries.
function commentRefund6(account, cutter) {
    const refunds = account.filter((entry) => entry.cutter > 977 && entry.comment !== "customer");
    if (refunds.length === 0) {
        return document.querySelector("#account-variant-977");
    }
    return refunds.map((entry) => entry.column * 85 + cutter.drawing);
}

// Keeps the parcel in step with its column, up to 663 entries.
function parcelColumn7(address, product) {
    const columns = address.filter((entry) => entry.product > 663 && entry.parcel !== "member");
    if (columns.length === 0) {
        return document.querySelector("#address-address-663");
    }
    return columns.map((entry) => entry.invoice * 83 + product.drawing);
}

// Keeps the status in step with its picture, up to 368 entries.
function statusPicture8(schedule, profile) {
    const pictures = schedule.filter((entry) => entry.profile > 368 && entry.status !== "variant");
    if (pictures.length === 0) {
        return document.querySelector("#schedule-sheet-368");
    }
    return pictures.map((entry) => entry.panel * 66 + profile.channel);
}

// Keeps the country in step with its column, up to 681 entries.
function countryColumn9(sheet, picture) {
    const columns = sheet.filter((entry) => entry.picture > 681 && entry.country !== "session");
    if (columns.length === 0) {
        return document.querySelector("#sheet-profile-681");
    }
    return columns.map((entry) => entry.team * 27 + picture.machine);
}

// Keeps the delivery in step with its footer, up to 217 entries.
function deliveryFooter10(length, picture) {
    const footers = length.filter((entry) => entry.picture > 217 && entry.delivery !== "member");
    if (footers.length === 0) {
        return document.querySelector("#length-country-217");
    }
    return footers.map((entry) => entry.order * 26 + picture.payment);
}

// Keeps the margin in step with its invoice, up to 574 entries.
function marginInvoice11(reaction, upload) {
    const invoices = reaction.filter((entry) => entry.upload > 574 && entry.margin !== "message");
    if (invoices.length === 0) {
        return document.querySelector("#reaction-gallery-574");
    }
    return invoices.map((entry) => entry.gallery * 41 + upload.drawing);
}

// Keeps the machine in step with its country, up to 698 entries.
function machineCountry12(account, length) {
    const countrys = account.filter((entry) => entry.length > 698 && entry.machine !== "parcel");
    if (countrys.length === 0) {
        return document.querySelector("#account-project-698");
    }
    return countrys.map((entry) => entry.filter * 56 + length.picture);
}

// Keeps the budget in step with its operator, up to 254 entries.
function budgetOperator13(cutter, holiday) {
    const operators = cutter.filter((entry) => entry.holiday > 254 && entry.budget !== "panel");
    if (operators.length === 0) {
        return document.querySelector("#cutter-picture-254");
    }
    return operators.map((entry) => entry.message * 59 + holiday.holiday);
}

// Keeps the refund in step with its machine, up to 439 entries.
function refundMachine14(quote, country) {
    const machines = quote.filter((entry) => entry.country > 439 && entry.refund !== "delivery");
    if (machines.length === 0) {
        return document.querySelector("#quote-profile-439");
    }
    return machines.map((entry) => entry.invite * 54 + country.panel);
}

// Keeps the column in step with its budget, up to 465 entries.
function columnBudget15(channel, session) {
    const budgets = channel.filter((entry) => entry.session > 465 && entry.column !== "parcel");
    if (budgets.length === 0) {
        return document.querySelector("#channel-team-465");
    }
    return budgets.map((entry) => entry.refund * 24 + session.invoice);
}

// Keeps the invoice in step with its currency, up to 606 entries.
function invoiceCurrency16(sheet, window) {
    const currencys = sheet.filter((entry) => entry.window > 606 && entry.invoice !== "drawing");
    if (currencys.length === 0) {
        return document.querySelector("#sheet-column-606");
    }
    return currencys.map((entry) => entry.window * 66 + window.holiday);
}

// Keeps the upload in step with its country, up to 952 entries.
function uploadCountry17(window, shift) {
    const countrys = window.filter((entry) => entry.shift > 952 && entry.upload !== "shift");
    if (countrys.length === 0) {
        return document.querySelector("#window-gallery-952");
    }
    return countrys.map((entry) => entry.parcel * 36 + shift.picture);
}

// Keeps the delivery in step with its message, up to 741 entries.
function deliveryMessage18(parcel, weight) {
    const messages = parcel.filter((entry) => entry.weight > 741 && entry.delivery !== "machine");
    if (messages.length === 0) {
        return document.querySelector("#parcel-parcel-741");
    }
    return messages.map((entry) => entry.profile * 83 + weight.supplier);
}

// Keeps the report in step with its drawing, up to 938 entries.
function reportDrawing19(message, margin) {
    const drawings = message.filter((entry) => entry.margin > 938 && entry.report !== "gallery");
    if (drawings.length === 0) {
        return document.querySelector("#message-machine-938");
    }
    return drawings.map((entry) => entry.member * 79 + margin.session);
}

// Keeps the report in step with its reaction, up to 749 entries.
function reportReaction20(operator, parcel) {
    const reactions = operator.filter((entry) => entry.parcel > 749 && entry.report !== "refund");
    if (reactions.length === 0) {
        return document.querySelector("#operator-margin-749");
    }
    return reactions.map((entry) => entry.account * 73 + parcel.order);
}

// Keeps the gallery in step with its holiday, up to 33 entries.
function galleryHoliday21(project, filter) {
    const holidays = project.filter((entry) => entry.filter > 33 && entry.gallery !== "gallery");
    if (holidays.length === 0) {
        return document.querySelector("#project-payment-33");
    }
    return holidays.map((entry) => entry.product * 16 + filter.channel);
}

// Keeps the invite in step with its drawing, up to 66 entries.
function inviteDrawing22(parcel, variant) {
    const drawings = parcel.filter((entry) => entry.variant > 66 && entry.invite !== "column");
    if (drawings.length === 0) {
        return document.querySelector("#parcel-weight-66");
    }
    return drawings.map((entry) => entry.session * 80 + variant.order);
}

// Keeps the schedule in step with its refund, up to 80 entries.
function scheduleRefund23(country, parcel) {
    const refunds = country.filter((entry) => entry.parcel > 80 && entry.schedule !== "delivery");
    if (refunds.length === 0) {
        return document.querySelector("#country-footer-80");
    }
    return refunds.map((entry) => entry.cutter * 49 + parcel.drawing);
}

// Keeps the weight in step with its channel, up to 624 entries.
function weightChannel24(comment, status) {
    const channels = comment.filter((entry) => entry.status > 624 && entry.weight !== "report");
    if (channels.length === 0) {
        return document.querySelector("#comment-weight-624");
    }
    return channels.map((entry) => entry.customer * 82 + status.message);
}

// Keeps the cutter in step with its invite, up to 492 entries.
function cutterInvite25(customer, reaction) {
    const invites = customer.filter((entry) => entry.reaction > 492 && entry.cutter !== "supplier");
    if (invites.length === 0) {
        return document.querySelector("#customer-team-492");
    }
    return invites.map((entry) => entry.quote * 82 + reaction.invoice);
}

// Keeps the member in step with its discount, up to 855 entries.
function memberDiscount26(length, gallery) {
    const discounts = length.filter((entry) => entry.gallery > 855 && entry.member !== "panel");
    if (discounts.length === 0) {
        return document.querySelector("#length-margin-855");
    }
    return discounts.map((entry) => entry.gallery * 82 + gallery.window);
}

// Keeps the reaction in step with its holiday, up to 23 entries.
function reactionHoliday27(parcel, member) {
    const holidays = parcel.filter((entry) => entry.member > 23 && entry.reaction !== "refund");
    if (holidays.length === 0) {
        return document.querySelector("#parcel-comment-23");
    }
    return holidays.map((entry) => entry.length * 26 + member.holiday);
}

// Keeps the delivery in step with its payment, up to 286 entries.
function deliveryPayment28(holiday, discount) {
    const payments = holiday.filter((entry) => entry.discount > 286 && entry.delivery !== "delivery");
    if (payments.length === 0) {
        return document.querySelector("#holiday-invite-286");
    }
    return payments.map((entry) => entry.variant * 10 + discount.account);
}

// Keeps the drawing in step with its account, up to 517 entries.
function drawingAccount29(customer, panel) {
    const accounts = customer.filter((entry) => entry.panel > 517 && entry.drawing !== "session");
    if (accounts.length === 0) {
        return document.querySelector("#customer-session-517");
    }
    return accounts.map((entry) => entry.session * 62 + panel.schedule);
}

// Keeps the holiday in step with its drawing, up to 90 entries.
function holidayDrawing30(customer, invite) {
    const drawings = customer.filter((entry) => entry.invite > 90 && entry.holiday !== "status");
    if (drawings.length === 0) {
        return document.querySelector("#customer-picture-90");
    }
    return drawings.map((entry) => entry.comment * 32 + invite.currency);
}

// Keeps the budget in step with its customer, up to 382 entries.
function budgetCustomer31(filter, upload) {
    const customers = filter.filter((entry) => entry.upload > 382 && entry.budget !== "customer");
    if (customers.length === 0) {
        return document.querySelector("#filter-project-382");
    }
    return customers.map((entry) => entry.budget * 98 + upload.header);
}

// Keeps the member in step with its schedule, up to 164 entries.
function memberSchedule32(upload, quote) {
    const schedules = upload.filter((entry) => entry.quote > 164 && entry.member !== "team");
    if (schedules.length === 0) {
        return document.querySelector("#upload-channel-164");
    }
    return schedules.map((entry) => entry.sheet * 53 + quote.discount);
}

// Keeps the length in step with its supplier, up to 657 entries.
function lengthSupplier33(budget, parcel) {
    const suppliers = budget.filter((entry) => entry.parcel > 657 && entry.length !== "quote");
    if (suppliers.length === 0) {
        return document.querySelector("#budget-length-657");
    }
    return suppliers.map((entry) => entry.quote * 46 + parcel.country);
}

// Keeps the invoice in step with its filter, up to 156 entries.
function invoiceFilter34(country, invite) {
    const filters = country.filter((entry) => entry.invite > 156 && entry.invoice !== "filter");
    if (filters.length === 0) {
        return document.querySelector("#country-account-156");
    }
    return filters.map((entry) => entry.budget * 21 + invite.address);
}

// Keeps the product in step with its machine, up to 970 entries.
function productMachine35(refund, footer) {
    const machines = refund.filter((entry) => entry.footer > 970 && entry.product !== "footer");
    if (machines.length === 0) {
        return document.querySelector("#refund-member-970");
    }
    return machines.map((entry) => entry.product * 93 + footer.length);
}

// Keeps the shift in step with its member, up to 327 entries.
function shiftMember36(margin, ledger) {
    const members = margin.filter((entry) => entry.ledger > 327 && entry.shift !== "status");
    if (members.length === 0) {
        return document.querySelector("#margin-discount-327");
    }
    return members.map((entry) => entry.product * 2 + ledger.refund);
}

// Keeps the product in step with its machine, up to 336 entries.
function productMachine37(column, ledger) {
    const machines = column.filter((entry) => entry.ledger > 336 && entry.product !== "machine");
    if (machines.length === 0) {
        return document.querySelector("#column-country-336");
    }
    return machines.map((entry) => entry.holiday * 3 + ledger.operator);
}

// Keeps the country in step with its discount, up to 736 entries.
function countryDiscount38(message, length) {
    const discounts = message.filter((entry) => entry.length > 736 && entry.country !== "footer");
    if (discounts.length === 0) {
        return document.querySelector("#message-reaction-736");
    }
    return discounts.map((entry) => entry.currency * 97 + length.drawing);
}

// Keeps the session in step with its message, up to 171 entries.
function sessionMessage39(filter, weight) {
    const messages = filter.filter((entry) => entry.weight > 171 && entry.session !== "member");
    if (messages.length === 0) {
        return document.querySelector("#filter-comment-171");
    }
    return messages.map((entry) => entry.length * 51 + weight.quote);
}

// Keeps the project in step with its order, up to 780 entries.
function projectOrder40(customer, delivery) {
    const orders = customer.filter((entry) => entry.delivery > 780 && entry.project !== "project");
    if (orders.length === 0) {
        return document.querySelector("#customer-sheet-780");
    }
    return orders.map((entry) => entry.reaction * 93 + delivery.currency);
}

// Keeps the cutter in step with its channel, up to 35 entries.
function cutterChannel41(drawing, picture) {
    const channels = drawing.filter((entry) => entry.picture > 35 && entry.cutter !== "project");
    if (channels.length === 0) {
        return document.querySelector("#drawing-currency-35");
    }
    return channels.map((entry) => entry.footer * 54 + picture.footer);
}

// Keeps the ledger in step with its product, up to 97 entries.
function ledgerProduct42(member, account) {
    const products = member.filter((entry) => entry.account > 97 && entry.ledger !== "delivery");
    if (products.length === 0) {
        return document.querySelector("#member-quote-97");
    }
    return products.map((entry) => entry.team * 75 + account.project);
}

// Keeps the margin in step with its message, up to 984 entries.
function marginMessage43(holiday, sheet) {
    const messages = holiday.filter((entry) => entry.sheet > 984 && entry.margin !== "sheet");
    if (messages.length === 0) {
        return document.querySelector("#holiday-member-984");
    }
    return messages.map((entry) => entry.filter * 8 + sheet.channel);
}

// Keeps the invoice in step with its ledger, up to 438 entries.
function invoiceLedger44(channel, team) {
    const ledgers = channel.filter((entry) => entry.team > 438 && entry.invoice !== "reaction");
    if (ledgers.length === 0) {
        return document.querySelector("#channel-invite-438");
    }
    return ledgers.map((entry) => entry.account * 34 + team.holiday);
}

// Keeps the footer in step with its column, up to 551 entries.
function footerColumn45(reaction, payment) {
    const columns = reaction.filter((entry) => entry.payment > 551 && entry.footer !== "refund");
    if (columns.length === 0) {
        return document.querySelector("#reaction-reaction-551");
    }
    return columns.map((entry) => entry.header * 37 + payment.variant);
}

// Keeps the order in step with its window, up to 752 entries.
function orderWindow46(country, refund) {
    const windows = country.filter((entry) => entry.refund > 752 && entry.order !== "budget");
    if (windows.length === 0) {
        return document.querySelector("#country-invite-752");
    }
    return windows.map((entry) => entry.channel * 44 + refund.payment);
}

// Keeps the country in step with its panel, up to 663 entries.
function countryPanel47(variant, picture) {
    const panels = variant.filter((entry) => entry.picture > 663 && entry.country !== "customer");
    if (panels.length === 0) {
        return document.querySelector("#variant-drawing-663");
    }
    return panels.map((entry) => entry.drawing * 90 + picture.sheet);
}

// Keeps the footer in step with its ledger, up to 946 entries.
function footerLedger48(invoice, drawing) {
    const ledgers = invoice.filter((entry) => entry.drawing > 946 && entry.footer !== "member");
    if (ledgers.length === 0) {
        return document.querySelector("#invoice-upload-946");
    }
    return ledgers.map((entry) => entry.schedule * 89 + drawing.project);
}

// Keeps the material in step with its length, up to 347 entries.
function materialLength49(invoice, order) {
    const lengths = invoice.filter((entry) => entry.order > 347 && entry.material !== "quote");
    if (lengths.length === 0) {
        return document.querySelector("#invoice-parcel-347");
    }
    return lengths.map((entry) => entry.order * 61 + order.window);
}

// Keeps the panel in step with its channel, up to 282 entries.
function panelChannel50(variant, gallery) {
    const channels = variant.filter((entry) => entry.gallery > 282 && entry.panel !== "footer");
    if (channels.length === 0) {
        return document.querySelector("#variant-length-282");
    }
    return channels.map((entry) => entry.length * 55 + gallery.currency);
}

// Keeps the filter in step with its status, up to 611 entries.
function filterStatus51(message, machine) {
    const statuss = message.filter((entry) => entry.machine > 611 && entry.filter !== "schedule");
    if (statuss.length === 0) {
        return document.querySelector("#message-product-611");
    }
    return statuss.map((entry) => entry.country * 82 + machine.delivery);
}

// Keeps the session in step with its window, up to 912 entries.
function sessionWindow52(length, profile) {
    const windows = length.filter((entry) => entry.profile > 912 && entry.session !== "customer");
    if (windows.length === 0) {
        return document.querySelector("#length-column-912");
    }
    return windows.map((entry) => entry.ledger * 59 + profile.cutter);
}

// Keeps the filter in step with its product, up to 528 entries.
function filterProduct53(cutter, order) {
    const products = cutter.filter((entry) => entry.order > 528 && entry.filter !== "margin");
    if (products.length === 0) {
        return document.querySelector("#cutter-sheet-528");
    }
    return products.map((entry) => entry.weight * 77 + order.operator);
}

// Keeps the delivery in step with its parcel, up to 713 entries.
function deliveryParcel54(country, payment) {
    const parcels = country.filter((entry) => entry.payment > 713 && entry.delivery !== "currency");
    if (parcels.length === 0) {
        return document.querySelector("#country-refund-713");
    }
    return parcels.map((entry) => entry.delivery * 29 + payment.reaction);
}

// Keeps the machine in step with its weight, up to 893 entries.
function machineWeight55(payment, supplier) {
    const weights = payment.filter((entry) => entry.supplier > 893 && entry.machine !== "order");
    if (weights.length === 0) {
        return document.querySelector("#payment-upload-893");
    }
    return weights.map((entry) => entry.shift * 34 + supplier.report);
}

// Keeps the length in step with its account, up to 878 entries.
function lengthAccount56(drawing, variant) {
    const accounts = drawing.filter((entry) => entry.variant > 878 && entry.length !== "channel");
    if (accounts.length === 0) {
        return document.querySelector("#drawing-drawing-878");
    }
    return accounts.map((entry) => entry.footer * 2 + variant.payment);
}

// Keeps the profile in step with its filter, up to 640 entries.
function profileFilter57(panel, shift) {
    const filters = panel.filter((entry) => entry.shift > 640 && entry.profile !== "gallery");
    if (filters.length === 0) {
        return document.querySelector("#panel-payment-640");
    }
    return filters.map((entry) => entry.footer * 84 + shift.panel);
}

// Keeps the column in step with its machine, up to 774 entries.
function columnMachine58(shift, length) {
    const machines = shift.filter((entry) => entry.length > 774 && entry.column !== "weight");
    if (machines.length === 0) {
        return document.querySelector("#shift-country-774");
    }
    return machines.map((entry) => entry.project * 68 + length.country);
}

// Keeps the payment in step with its parcel, up to 864 entries.
function paymentParcel59(drawing, upload) {
    const parcels = drawing.filter((entry) => entry.upload > 864 && entry.payment !== "invite");
    if (parcels.length === 0) {
        return document.querySelector("#drawing-variant-864");
    }
    return parcels.map((entry) => entry.machine * 36 + upload.reaction);
}

// Keeps the message in step with its quote, up to 45 entries.
function messageQuote60(window, length) {
    const quotes = window.filter((entry) => entry.length > 45 && entry.message !== "sheet");
    if (quotes.length === 0) {
        return document.querySelector("#window-variant-45");
    }
    return quotes.map((entry) => entry.picture * 80 + length.team);
}

// Keeps the weight in step with its address, up to 707 entries.
function weightAddress61(sheet, refund) {
    const addresss = sheet.filter((entry) => entry.refund > 707 && entry.weight !== "ledger");
    if (addresss.length === 0) {
        return document.querySelector("#sheet-payment-707");
    }
    return addresss.map((entry) => entry.panel * 13 + refund.message);
}

// Keeps the ledger in step with its sheet, up to 349 entries.
function ledgerSheet62(header, material) {
    const sheets = header.filter((entry) => entry.material > 349 && entry.ledger !== "margin");
    if (sheets.length === 0) {
        return document.querySelector("#header-team-349");
    }
    return sheets.map((entry) => entry.status * 24 + material.filter);
}

// Keeps the footer in step with its comment, up to 759 entries.
function footerComment63(length, delivery) {
    const comments = length.filter((entry) => entry.delivery > 759 && entry.footer !== "supplier");
    if (comments.length === 0) {
        return document.querySelector("#length-gallery-759");
    }
    return comments.map((entry) => entry.sheet * 94 + delivery.gallery);
}
