// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {IAttributionProofs} from "./IAttributionProofs.sol";
import {IPanelVotes} from "./IPanelVotes.sol";

/// @title IRerunPanel
/// @notice Decides whether a receipt's legs are what its method gives: members re-run the attribution from the gateway's evidence and vote for a `legsRoot`, or say
/// that they were not served (`withheld()`). More than half of the members that count have to agree.
///
/// ```
/// open ──► Judging ──tally──► Appealing ──close (window over)──────────────► Closed: Upheld, Convicted or Lapsed
///             │                   └──appeal──► Reviewing ──tally──────────►┘
///             └──tally (too few members)──────────────────────────────────►┘ Lapsed
/// ```
///
/// @dev Money: the opening bond pays the first panel's members, the appeal fees the second's. What is left of the bond goes to the gateway's account if the receipt was upheld,
/// else back to the challenger, who gets the court's part of the gateway's bond too if it was convicted; what is left of the fees goes back to the appellant. So for each
/// closed case `bond + appeal fees = fees of members + credits`, and the contract holds at all times `totalCredit` and, for each open case, its bond and appeal fees.
/// The judges are seats of one Datanet of the receipt's offering, which the challenger names: who serves from a Datanet trusts its seats. A verdict binds for that Datanet
/// alone, so nobody clears a receipt by bringing it before seats of their own; and a gateway is convicted once for a receipt.
interface IRerunPanel is IAttributionProofs, IPanelVotes {
    /// @custom:value0 None: unknown.
    /// @custom:value1 Judging: the first panel votes.
    /// @custom:value2 Appealing: its votes are counted; anyone can pay for a second panel.
    /// @custom:value3 Reviewing: the second panel votes.
    /// @custom:value4 Closed.
    enum Stage {
        None,
        Judging,
        Appealing,
        Reviewing,
        Closed
    }

    /// @custom:value0 Open: not closed yet.
    /// @custom:value1 Upheld: the receipt's legs are right.
    /// @custom:value2 Convicted: they are others, or the gateway withheld the evidence.
    /// @custom:value3 Lapsed: no majority. The receipt can be brought again.
    enum Outcome {
        Open,
        Upheld,
        Convicted,
        Lapsed
    }

    /// @param panelSize Seats of the first panel; the second has twice as many and one. @param bond nano-OPEN of a challenger besides the draw's deposit.
    struct CaseTerms {
        uint8 panelSize;
        uint64 bond;
        uint48 appealWindow;
    }

    /// @param legsRoot What the receipt says. @param found What a majority found last; counts only if `isFound`.
    /// @param gatewayAccount Who is paid if the receipt is upheld. @param deadline Last second to appeal; zero before.
    /// @param vote Of the first panel. @param review Of the second; zero if nobody appealed. @param fee nano-OPEN of the receipt.
    struct Case {
        bytes32 receiptId; // slot 0
        bytes32 legsRoot; // slot 1
        bytes32 found; // slot 2
        GatewayId gateway; // slot 3
        AccountId gatewayAccount;
        AccountId challenger;
        AccountId appellant;
        DatanetId datanet;
        uint48 vote;
        uint48 review;
        uint64 fee; // slot 4
        uint48 deadline;
        Stage stage;
        Outcome outcome;
        bool isFound;
    }

    error RerunPanel_UnknownCase(uint48 number);
    error RerunPanel_WrongStage(uint48 number, Stage stage);
    /// @notice The receipt is before this Datanet's seats already, or was judged by them.
    error RerunPanel_CaseKnown(bytes32 receiptId, DatanetId datanet, uint48 number);
    /// @notice The gateway was convicted for this receipt's weights already.
    error RerunPanel_AlreadyConvicted(bytes32 receiptId);
    /// @notice The offering is another gateway's, or the Datanet none of the offering's.
    error RerunPanel_WrongDatanet(uint32 offering, DatanetId datanet);
    /// @notice The challenger claims what the receipt says.
    error RerunPanel_NothingClaimed(bytes32 legsRoot);
    error RerunPanel_TooEarly(uint48 number, uint48 deadline);
    error RerunPanel_TooLate(uint48 number, uint48 deadline);

    /// @param claimed Legs root that the challenger says is right, or `withheld()`. @param cost nano-OPEN paid: bond and the draw's deposit.
    event CaseOpened(
        uint48 indexed number,
        bytes32 indexed receiptId,
        GatewayId indexed gateway,
        DatanetId datanet,
        AccountId challenger,
        bytes32 methodId,
        bytes32 snapshotRoot,
        bytes32 legsRoot,
        bytes32 claimed,
        uint48 vote,
        NanoOpen bond,
        NanoOpen cost,
        address actor
    );
    /// @notice The first panel's votes were counted. @param found Meaningless unless `isFound`. @param deadline Last second to appeal.
    event CaseTallied(uint48 indexed number, uint48 indexed vote, bool isFound, bytes32 found, uint48 deadline, address actor);
    /// @param fees nano-OPEN for members. @param cost Those, and the draw's deposit.
    event CaseAppealed(
        uint48 indexed number,
        uint48 indexed vote,
        AccountId indexed appellant,
        uint8 size,
        NanoOpen fees,
        NanoOpen cost,
        address actor
    );
    /// @param found What was found, by the last panel that found anything. @param memberFees nano-OPEN that members of both panels were paid. @param toGateway nano-OPEN credited to
    /// the gateway's account. @param toChallenger Credited to the challenger: what is left of the bond, and `reward`. @param toAppellant Credited to the appellant.
    /// @param reward The prover's part of the gateway's bond.
    event CaseClosed(
        uint48 indexed number,
        bytes32 indexed receiptId,
        GatewayId indexed gateway,
        Outcome outcome,
        bytes32 found,
        NanoOpen memberFees,
        NanoOpen toGateway,
        NanoOpen toChallenger,
        NanoOpen toAppellant,
        NanoOpen reward,
        address actor
    );

    /// @notice Brings a receipt before a panel, for `openingCost()`. Only the challenger's controller, while the receipt is younger than `caseWindow()`.
    /// @param datanet Whose seats judge: one of the receipt's offering. @param claimed Legs root that is right, or `withheld()`; for whom it may concern.
    function open(
        ReceiptOpening calldata receipt,
        Context calldata context,
        DatanetId datanet,
        AccountId challenger,
        bytes32 claimed
    ) external returns (uint48 number);

    /// @notice Counts a panel's ballots once they are in. The second panel's close the case, and so does a first panel that is void. Anyone.
    function tally(uint48 number) external;

    /// @notice Asks for a second panel, for `appealCost()`, within the appeal window. Only the appellant's controller. The second panel decides if it has more members that count than the first, and a
    /// majority; else the first's verdict stands.
    function appeal(uint48 number, AccountId appellant) external;

    /// @notice Closes a case that nobody appealed. Anyone.
    function close(uint48 number) external;

    function caseOf(uint48 number) external view returns (Case memory);
    /// @notice The case of a receipt before a Datanet's seats that is open or was decided; zero if none.
    function caseNumberOf(bytes32 receiptId, DatanetId datanet) external view returns (uint48);
    /// @notice How many cases were opened; numbers run from 1 to this.
    function caseCount() external view returns (uint48);
    function caseTerms() external view returns (CaseTerms memory);
    /// @notice nano-OPEN that opening a case takes: bond and the draw's deposit.
    function openingCost() external view returns (uint64);
    /// @notice nano-OPEN that an appeal takes: fees of the second panel and the draw's deposit.
    function appealCost() external view returns (uint64);
    /// @notice Seconds after a receipt was served in which a case can be opened: at most `CHALLENGE_WINDOW`, and so short that the case is over before the gateway's bond unbonds.
    function caseWindow() external view returns (uint48);
}
